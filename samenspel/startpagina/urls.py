"""Addresses of startpagina."""

from django.conf import settings
from django.urls import path

from samenspel.startpagina import views

app_name = "startpagina"
urlpatterns = [
    path("", views.voorpagina, name="voorpagina"),
    path("waar/", views.waar, name="waar"),
    path("begrippen/", views.begrippen, name="begrippen"),
    path("hulp/", views.hulp, name="hulp"),
    path("hulp/<slug:rol>/", views.hulp_rol, name="hulp_rol"),
    path("over/", views.over, name="over"),
    *([path("verder/", views.verder, name="verder")] if settings.VOORBEELD else []),
]
