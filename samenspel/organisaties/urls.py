"""Addresses of organisaties."""

from django.urls import path

from samenspel.organisaties import views

app_name = "organisaties"
urlpatterns = [
    path("", views.lijst, name="lijst"),
    path("regelingen/<uuid:pk>/", views.regeling, name="regeling"),
    path("<uuid:pk>/", views.detail, name="detail"),
]
