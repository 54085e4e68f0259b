"""Addresses of leren."""

from django.urls import URLPattern

app_name = "leren"
urlpatterns: list[URLPattern] = []
