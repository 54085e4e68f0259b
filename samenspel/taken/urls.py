"""Addresses of taken."""

from django.urls import path

from samenspel.taken import views

app_name = "taken"
urlpatterns = [
    path("<uuid:pk>/", views.taak, name="taak"),
    path("<uuid:pk>/stop/", views.stop, name="stop"),
]
