"""The addresses the page's top and bottom link to, so these tests need no other app."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def _empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _named(app: str, *names: str) -> tuple[list[object], str]:
    return [path(f"{name}/", _empty, name=name) for name in names], app


def _rooms(app: str, *names: str) -> tuple[list[object], str]:
    """With a page of one opgave as the last."""
    *lists, room = names
    found, _app = _named(app, *lists)
    return [*found, path(f"{room}/<int:pk>/", _empty, name=room)], app


urlpatterns = [
    path("opgaven/", include(([*_named("opgaven", "lijst")[0],
        path("<int:pk>/", _empty, name="detail"), path("<int:pk>/samen/", _empty, name="samen"),
    ], "opgaven"))),
    path("praktijk/", include(_rooms("praktijk", "start", "opgave"))),
    path("overleg/", include(_rooms("overleg", "start", "opgave"))),
    path("organisaties/", include(_named("organisaties", "lijst"))),
    path("", include(_named(
        "startpagina", "voorpagina", "waar", "begrippen", "hulp", "over"))),
    path("", include(_named("overzicht", "mijn_werk", "zoeken"))),
    path("", include(_named("toegang", "inloggen", "uitloggen", "profiel"))),
]  # fmt: skip
