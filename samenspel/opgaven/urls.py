"""Addresses of opgaven."""

from django.urls import path

from samenspel.opgaven.views import opgave, samen, uitnodiging, wijziging

app_name = "opgaven"
urlpatterns = [
    path("", opgave.lijst, name="lijst"),
    path("nieuw/", opgave.nieuw, name="nieuw"),
    path("uitnodiging/<uuid:pk>/", uitnodiging.uitnodiging, name="uitnodiging"),
    path("uitnodiging/<uuid:pk>/intrekken/", uitnodiging.intrekken, name="uitnodiging_intrekken"),
    path("wijziging/<uuid:pk>/", wijziging.wijziging, name="wijziging"),
    path("wijziging/<uuid:pk>/intrekken/", wijziging.intrekken, name="wijziging_intrekken"),
    path("wijziging/<uuid:pk>/gelezen/", wijziging.gelezen, name="wijziging_gelezen"),
    path("<uuid:pk>/", opgave.detail, name="detail"),
    path("teamlid/<int:pk>/pen/", samen.pen, name="pen"),
    path("<uuid:pk>/samen/", samen.samen, name="samen"),
    path("<uuid:pk>/vaststellen/", opgave.vaststellen, name="vaststellen"),
    path("<uuid:pk>/wijzig/", opgave.wijzig, name="wijzig"),
    path("<uuid:pk>/deel/", opgave.deel, name="deel"),
    path("<uuid:pk>/afronden/", opgave.afronden, name="afronden"),
    path("<uuid:pk>/heropenen/", opgave.heropenen, name="heropenen"),
]
