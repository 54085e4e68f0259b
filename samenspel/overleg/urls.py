"""Addresses of overleg."""

from django.urls import path

from samenspel.overleg.afspraken import views as afspraken
from samenspel.overleg.besluiten import gezag_views as gezag
from samenspel.overleg.besluiten import reactie_views as reacties
from samenspel.overleg.besluiten import views as besluiten
from samenspel.overleg.mandaten import views as mandaten
from samenspel.overleg.partners import views as partners
from samenspel.overleg.plaatsing import views as plaatsing
from samenspel.overleg.register import views as register
from samenspel.overleg.tafel import views as tafel

app_name = "overleg"
urlpatterns = [
    path("", tafel.start, name="start"),
    path("opgave/<uuid:pk>/", tafel.opgave, name="opgave"),
    path("register/", register.register, name="register"),
    path("register/openbaar/", register.openbaar, name="register_openbaar"),
    path("register.csv", register.register_csv, name="register_csv"),
    path("plaats/<uuid:pk>/", plaatsing.agendeer, name="agendeer"),
    path("agendering/<uuid:pk>/", plaatsing.agendering, name="agendering"),
    path("agendering/<uuid:pk>/antwoord/", plaatsing.antwoord, name="antwoord"),
    path("besluit/nieuw/<uuid:pk>/", besluiten.besluit_nieuw, name="besluit_nieuw"),
    path("besluit/<uuid:pk>/", besluiten.besluit, name="besluit"),
    path("besluit/<uuid:pk>/export.json", register.export, name="besluit_export"),
    path("besluit/<uuid:pk>/herzien/", register.besluit_herzien, name="besluit_herzien"),
    path("besluit/<uuid:pk>/wijzig/", besluiten.besluit_wijzig, name="besluit_wijzig"),
    path("besluit/<uuid:pk>/bijdrage/", besluiten.besluit_bijdrage, name="besluit_bijdrage"),
    path("besluit/<uuid:pk>/ronde/", besluiten.besluit_ronde, name="besluit_ronde"),
    path("besluit/<uuid:pk>/verleng/", besluiten.besluit_verleng, name="besluit_verleng"),
    path("besluit/<uuid:pk>/reactie/", reacties.besluit_reactie, name="besluit_reactie"),
    path("besluit/<uuid:pk>/herhaal/<uuid:wie>/", reacties.besluit_herhaal, name="besluit_herhaal"),
    path(
        "besluit/<uuid:pk>/neem-over/<int:bezwaar>/",
        reacties.bezwaar_neem_over,
        name="bezwaar_neem_over",
    ),
    path("vraag/<int:pk>/antwoord/", reacties.vraag_antwoord, name="vraag_antwoord"),
    path("vraag/<int:pk>/intrekken/", reacties.vraag_intrekken, name="vraag_intrekken"),
    path("besluit/<uuid:pk>/nemen/", besluiten.besluit_nemen, name="besluit_nemen"),
    path("besluit/<uuid:pk>/intrekken/", besluiten.besluit_intrekken, name="besluit_intrekken"),
    path("bijdrage/<int:pk>/aanvaard/", gezag.bijdrage_aanvaard, name="bijdrage_aanvaard"),
    path("bijdrage/<int:pk>/bekrachtig/", gezag.bijdrage_bekrachtig, name="bijdrage_bekrachtig"),
    path("mandaat/nieuw/<uuid:pk>/", mandaten.mandaat_nieuw, name="mandaat_nieuw"),
    path("mandaat/<uuid:pk>/intrekken/", mandaten.mandaat_intrekken, name="mandaat_intrekken"),
    path("partner/<int:pk>/weg/", partners.partner_weg, name="partner_weg"),
    path("partner/<int:pk>/zonder/", partners.partner_zonder, name="partner_zonder"),
    path("team/<int:pk>/weg/", partners.teamlid_weg, name="teamlid_weg"),
    path("besluit/<uuid:pk>/afspraak/", afspraken.afspraak_nieuw, name="afspraak_nieuw"),
    path("afspraak/<uuid:pk>/", afspraken.afspraak, name="afspraak"),
    path("afspraak/<uuid:pk>/begin/", afspraken.afspraak_begin, name="afspraak_begin"),
    path("afspraak/<uuid:pk>/afronden/", afspraken.afspraak_afronden, name="afspraak_afronden"),
]
