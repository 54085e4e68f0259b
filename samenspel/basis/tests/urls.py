"""The addresses the page's top and bottom link to, so these tests need no other app."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def _empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _named(app: str, *names: str) -> tuple[list[object], str]:
    return [path(f"{name}/", _empty, name=name) for name in names], app


urlpatterns = [
    path("opgaven/", include(_named("opgaven", "lijst"))),
    path("praktijk/", include(_named("praktijk", "start"))),
    path("overleg/", include(_named("overleg", "start"))),
    path("", include(_named(
        "startpagina", "voorpagina", "begrippen", "hulp", "over"))),
    path("", include(_named("overzicht", "mijn_werk", "zoeken"))),
    path("", include(_named("toegang", "inloggen", "uitloggen", "profiel"))),
]  # fmt: skip
