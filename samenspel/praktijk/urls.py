"""Addresses of praktijk."""

app_name = "praktijk"
urlpatterns: list = []
