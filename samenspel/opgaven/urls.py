"""Addresses of opgaven."""

from django.urls import path

from samenspel.opgaven import views

app_name = "opgaven"
urlpatterns = [
    path("", views.lijst, name="lijst"),
    path("nieuw/", views.nieuw, name="nieuw"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/samen/", views.samen, name="samen"),
    path("<uuid:pk>/vaststellen/", views.vaststellen, name="vaststellen"),
]
