"""Addresses of overleg."""

from django.urls import path

from samenspel.overleg import views

app_name = "overleg"
urlpatterns = [
    path("", views.start, name="start"),
    path("plaats/<uuid:pk>/", views.agendeer, name="agendeer"),
    path("agendering/<uuid:pk>/", views.agendering, name="agendering"),
    path("agendering/<uuid:pk>/antwoord/", views.antwoord, name="antwoord"),
    path("besluit/nieuw/<uuid:pk>/", views.besluit_nieuw, name="besluit_nieuw"),
    path("besluit/<uuid:pk>/", views.besluit, name="besluit"),
    path("besluit/<uuid:pk>/wijzig/", views.besluit_wijzig, name="besluit_wijzig"),
    path("besluit/<uuid:pk>/bijdrage/", views.besluit_bijdrage, name="besluit_bijdrage"),
    path("besluit/<uuid:pk>/ronde/", views.besluit_ronde, name="besluit_ronde"),
    path("besluit/<uuid:pk>/reactie/", views.besluit_reactie, name="besluit_reactie"),
    path("besluit/<uuid:pk>/nemen/", views.besluit_nemen, name="besluit_nemen"),
    path("besluit/<uuid:pk>/intrekken/", views.besluit_intrekken, name="besluit_intrekken"),
    path("bijdrage/<int:pk>/bekrachtig/", views.bijdrage_bekrachtig, name="bijdrage_bekrachtig"),
    path("partner/<int:pk>/weg/", views.partner_weg, name="partner_weg"),
    path("besluit/<uuid:pk>/afspraak/", views.afspraak_nieuw, name="afspraak_nieuw"),
    path("afspraak/<uuid:pk>/", views.afspraak, name="afspraak"),
    path("afspraak/<uuid:pk>/begin/", views.afspraak_begin, name="afspraak_begin"),
    path("afspraak/<uuid:pk>/afronden/", views.afspraak_afronden, name="afspraak_afronden"),
]
