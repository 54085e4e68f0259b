"""Addresses of overzicht."""

from django.urls import path

from samenspel.overzicht import views

app_name = "overzicht"
urlpatterns = [
    path("mijn-werk/", views.mijn_werk, name="mijn_werk"),
    path("zoeken/", views.zoeken, name="zoeken"),
    path("kalender/<uuid:sleutel>.ics", views.kalender, name="kalender"),
]
