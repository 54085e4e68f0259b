"""Addresses of startpagina."""

from django.urls import path

from samenspel.startpagina.views import aanmelden, paginas, profiel

app_name = "startpagina"
urlpatterns = [
    path("", paginas.voorpagina, name="voorpagina"),
    path("mijn-werk/", paginas.mijn_werk, name="mijn_werk"),
    path("zoeken/", paginas.zoeken, name="zoeken"),
    path("begrippen/", paginas.begrippen, name="begrippen"),
    path("hulp/", paginas.hulp, name="hulp"),
    path("hulp/<slug:rol>/", paginas.hulp_rol, name="hulp_rol"),
    path("over/", paginas.over, name="over"),
    path("inloggen/", aanmelden.Inloggen.as_view(), name="inloggen"),
    path("inloggen/voorbeeld/", aanmelden.voorbeeld_inloggen, name="voorbeeld_inloggen"),
    path("uitloggen/", aanmelden.uitloggen, name="uitloggen"),
    path("profiel/", profiel.profiel, name="profiel"),
    path("profiel/wachtwoord/", profiel.wachtwoord, name="wachtwoord"),
    path("profiel/kalender/", profiel.kalender_vernieuwen, name="kalender_vernieuwen"),
    path("kalender/<uuid:sleutel>.ics", profiel.kalender, name="kalender"),
]
