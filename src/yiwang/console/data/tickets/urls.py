"""Addresses of the pages of `tickets`."""

from django.urls import path

from yiwang.console.data.tickets import views

urlpatterns = [
    path("console/tickets/", views.listing, name="tickets-list"),
    path("console/tickets/<int:ticket_id>/", views.ticket, name="tickets-one"),
    path("console/tickets/<int:ticket_id>/answer/", views.answer, name="tickets-answer"),
    path("console/tickets/<int:ticket_id>/verify/", views.verify, name="tickets-verify"),
]
