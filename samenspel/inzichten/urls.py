"""Addresses of inzichten."""

from django.urls import path

from samenspel.inzichten import views

app_name = "inzichten"
urlpatterns = [
    path("gelijkend/", views.gelijkend_tekst, name="gelijkend_tekst"),
    path("casus/<uuid:pk>/gelijkend/", views.gelijkend_casus, name="gelijkend_casus"),
    path("casus/<uuid:pk>/maatregelen/", views.maatregelen, name="maatregelen"),
]
