"""Addresses of organisaties."""

app_name = "organisaties"
urlpatterns: list = []
