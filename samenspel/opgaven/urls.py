"""Addresses of opgaven."""

app_name = "opgaven"
urlpatterns: list = []
