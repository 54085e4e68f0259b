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
    path("<uuid:pk>/wijzig/", views.wijzig, name="wijzig"),
    path("<uuid:pk>/deel/", views.deel, name="deel"),
    path("<uuid:pk>/afronden/", views.afronden, name="afronden"),
    path("<uuid:pk>/heropenen/", views.heropenen, name="heropenen"),
    path("team/<int:pk>/weg/", views.teamlid_weg, name="teamlid_weg"),
    path("mandaat/<uuid:pk>/intrekken/", views.mandaat_intrekken, name="mandaat_intrekken"),
]
