"""Addresses of startpagina."""

app_name = "startpagina"
urlpatterns: list = []
