"""Addresses of the board."""

from django.urls import path

from yiwang.cockpit import views

app_name = "cockpit"

urlpatterns = [
    path("board/", views.board_page, name="board"),
    path("board/live/", views.board_live, name="live"),
]
