"""Addresses of overleg."""

app_name = "overleg"
urlpatterns: list = []
