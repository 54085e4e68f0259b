"""Addresses of leren."""

from django.urls import path

from samenspel.leren.views import overnames, varianten

app_name = "leren"
urlpatterns = [
    path("", varianten.lijst, name="lijst"),
    path("knelpunten/<uuid:pk>/", varianten.naast_elkaar, name="naast_elkaar"),
    path("knelpunten/<uuid:pk>/nieuw/", varianten.nieuw, name="variant_nieuw"),
    path("varianten/<uuid:pk>/", varianten.variant, name="variant"),
    path("varianten/<uuid:pk>/wijzig/", varianten.wijzig, name="variant_wijzig"),
    path("varianten/<uuid:pk>/afloop/", varianten.afloop, name="afloop"),
    path("varianten/<uuid:pk>/uitkomst/", varianten.uitkomst, name="uitkomst"),
    path("varianten/<uuid:pk>/uitkomst/weg/", varianten.uitkomst_weg, name="uitkomst_weg"),
    path("varianten/<uuid:pk>/overnemen/", overnames.variant_overnemen, name="variant_overnemen"),
    path("lessen/<uuid:pk>/overnemen/", overnames.les_overnemen, name="les_overnemen"),
    path("overnames/<uuid:pk>/", overnames.overname, name="overname"),
    path("overnames/<uuid:pk>/weg/", overnames.overname_weg, name="overname_weg"),
]
