"""Addresses of verhalen."""

from django.urls import path

from samenspel.verhalen.views import opgave, verhaal, vertel

app_name = "verhalen"
urlpatterns = [
    path("", verhaal.lijst, name="lijst"),
    path("vertel/", vertel.vertel, name="vertel"),
    path("controle/", vertel.controle, name="controle"),
    path("verteld/", vertel.verteld, name="verteld"),
    path("mijn/", vertel.mijn, name="mijn"),
    path("sluit/", vertel.sluit, name="sluit"),
    path("<uuid:pk>/", verhaal.detail, name="verhaal"),
    path("<uuid:pk>/toestemming/", verhaal.toestemming, name="toestemming"),
    path("<uuid:pk>/intrekken/", verhaal.intrekken, name="intrekken"),
    path("<uuid:pk>/nalezen/", verhaal.nalezen, name="nalezen"),
    path("<uuid:pk>/citaat/", verhaal.citaat, name="citaat"),
    path("<uuid:pk>/knelpunt/", verhaal.aanwijzen, name="aanwijzen"),
    path("<uuid:pk>/knelpunt/<uuid:knelpunt>/los/", verhaal.afwijzen, name="afwijzen"),
    path("citaat/<uuid:pk>/weg/", verhaal.citaat_weg, name="citaat_weg"),
    path("knelpunt/<uuid:pk>/", opgave.bij_knelpunt, name="knelpunt"),
    path("opgave/<uuid:pk>/", opgave.bij_opgave, name="opgave"),
    path("opgave/<uuid:pk>/verhaalpagina/", opgave.verhaalpagina, name="verhaalpagina"),
    path("opgave/<uuid:pk>/publiceer/", opgave.publiceer, name="publiceer"),
]
