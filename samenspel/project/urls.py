"""All addresses, an app a line."""

from django.urls import include, path

urlpatterns = [
    path("", include("samenspel.startpagina.urls")),
    path("", include("samenspel.overzicht.urls")),
    path("", include("samenspel.toegang.urls")),
    path("taken/", include("samenspel.taken.urls")),
    path("organisaties/", include("samenspel.organisaties.urls")),
    path("opgaven/", include("samenspel.opgaven.urls")),
    path("praktijk/", include("samenspel.praktijk.urls")),
    path("leren/", include("samenspel.leren.urls")),
    path("verhalen/", include("samenspel.verhalen.urls")),
    path("overleg/", include("samenspel.overleg.urls")),
    path("inzichten/", include("samenspel.inzichten.urls")),
]
