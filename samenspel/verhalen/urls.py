"""Addresses of verhalen."""

from django.urls import URLPattern

app_name = "verhalen"
urlpatterns: list[URLPattern] = []
