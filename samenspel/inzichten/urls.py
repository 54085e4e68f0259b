"""Addresses of inzichten."""

from django.urls import path

from samenspel.inzichten import views

app_name = "inzichten"
urlpatterns = [
    path("voor-mij/", views.voor_mij, name="voor_mij"),
    path("gelijkend/", views.gelijkend_tekst, name="gelijkend_tekst"),
    path("casus/<uuid:pk>/gelijkend/", views.gelijkend_casus, name="gelijkend_casus"),
    path("vermoedens/", views.vermoedens, name="vermoedens"),
    path("vermoedens/zoek/", views.zoek, name="zoek"),
    path("vermoedens/<uuid:pk>/", views.vermoeden, name="vermoeden"),
    path("vermoedens/<uuid:pk>/bevestig/", views.bevestig, name="bevestig"),
    path("vermoedens/<uuid:pk>/splits/", views.splits, name="splits"),
    path("vermoedens/<uuid:pk>/samen/", views.samen, name="samen"),
    path("vermoedens/<uuid:pk>/afwijzen/", views.wijs_af, name="wijs_af"),
    path("vermoedens/<uuid:pk>/heropen/", views.heropen, name="heropen"),
    path("navragen/<uuid:pk>/", views.navraag, name="navraag"),
    path("casus/<uuid:pk>/maatregelen/", views.maatregelen, name="maatregelen"),
]
