"""Addresses of praktijk."""

from django.urls import path

from samenspel.praktijk.terugkoppeling import views as terugkoppeling
from samenspel.praktijk.views import beeld, casus, knelpunt, plan

app_name = "praktijk"
urlpatterns = [
    path("", casus.start, name="start"),
    path("opgave/<uuid:pk>/", casus.opgave, name="opgave"),
    path("casus/nieuw/", casus.nieuw, name="casus_nieuw"),
    path("casus/controle/", casus.controle, name="casus_controle"),
    path("casus/<uuid:pk>/", casus.detail, name="casus"),
    path("casus/<uuid:pk>/wijzig/", casus.wijzig, name="casus_wijzig"),
    path("casus/<uuid:pk>/beeld/", beeld.beeld, name="casus_beeld"),
    path("casus/<uuid:pk>/vast/", beeld.vast, name="casus_vast"),
    path("casus/<uuid:pk>/breng-in/", casus.inbrengen, name="casus_inbrengen"),
    path("casus/<uuid:pk>/weggooien/", casus.weggooien, name="casus_weggooien"),
    path(
        "casus/<uuid:pk>/terugkoppeling/",
        terugkoppeling.terugkoppeling,
        name="casus_terugkoppeling",
    ),
    path("casus/<uuid:pk>/plan/", plan.plan, name="plan"),
    path("casus/<uuid:pk>/plan/pdf/", plan.pdf, name="plan_pdf"),
    path("casus/<uuid:pk>/plan/maatregel/", plan.nieuw, name="maatregel_nieuw"),
    path("casus/<uuid:pk>/plan/overnemen/", plan.overnemen, name="maatregel_overnemen"),
    path("casus/<uuid:pk>/plan/som/", plan.som, name="plan_som"),
    path("maatregelen/<uuid:pk>/wijzig/", plan.wijzig, name="maatregel_wijzig"),
    path("maatregelen/<uuid:pk>/weg/", plan.weg, name="maatregel_weg"),
    path("knelpunten/", knelpunt.lijst, name="knelpunten"),
    path("knelpunten/<uuid:pk>/", knelpunt.detail, name="knelpunt"),
    path("knelpunten/<uuid:pk>/wijzig/", knelpunt.wijzig, name="knelpunt_wijzig"),
    path("knelpunten/<uuid:pk>/samenvoegen/", knelpunt.samenvoegen, name="knelpunt_samenvoegen"),
    path("knelpunten/<uuid:pk>/uit-elkaar/", knelpunt.uit_elkaar, name="knelpunt_uit_elkaar"),
    path("knelpunten/<uuid:pk>/weer-open/", terugkoppeling.weer_open, name="weer_open"),
    path("weer-open/<uuid:pk>/antwoord/", terugkoppeling.antwoord, name="weer_open_antwoord"),
    path("lessen/", knelpunt.lessen, name="lessen"),
    path("lessen/<uuid:pk>/", knelpunt.les, name="les"),
]
