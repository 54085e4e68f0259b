"""Addresses of toegang."""

from django.urls import path

from samenspel.toegang.views import aanmelden, mensen, profiel

app_name = "toegang"
urlpatterns = [
    path("inloggen/", aanmelden.inloggen, name="inloggen"),
    path("inloggen/voorbeeld/", aanmelden.voorbeeld_inloggen, name="voorbeeld_inloggen"),
    path("uitloggen/", aanmelden.uitloggen, name="uitloggen"),
    path("wachtwoord-vergeten/", aanmelden.wachtwoord_vergeten, name="wachtwoord_vergeten"),
    path("wachtwoord-kiezen/<str:link>/", aanmelden.wachtwoord_kiezen, name="wachtwoord_kiezen"),
    path("mensen/", mensen.mensen, name="mensen"),
    path("mensen/nieuw/", mensen.nieuw, name="mens_nieuw"),
    path("mensen/<int:pk>/", mensen.mens, name="mens"),
    path("mensen/<int:pk>/verwijder/", mensen.verwijder, name="mens_verwijder"),
    path("profiel/", profiel.profiel, name="profiel"),
    path("profiel/wachtwoord/", profiel.wachtwoord, name="wachtwoord"),
    path("profiel/namens/<uuid:pk>/", profiel.werk_voor, name="werk_voor"),
    path("profiel/kalender/", profiel.kalender_vernieuwen, name="kalender_vernieuwen"),
]
