"""Addresses of the pages of `docking`."""

from django.urls import path

from yiwang.console.data.docking import views

urlpatterns = [
    path("console/docking/", views.platforms, name="docking-list"),
    path("console/docking/messages/", views.messages, name="docking-messages"),
    path("console/docking/messages/<slug:message_id>/", views.message, name="docking-message"),
    path("console/docking/messages/<slug:message_id>/replay/", views.replay, name="docking-replay"),
    path("console/docking/received/", views.received, name="docking-received"),
    path("console/docking/days/", views.days, name="docking-days"),
    path("console/docking/days/compare/", views.compare, name="docking-compare"),
    path("console/docking/parties/", views.parties, name="docking-parties"),
    path("console/docking/parties/platform/", views.connect_platform, name="docking-connect-platform"),
    path("console/docking/parties/vertical/", views.connect_vertical, name="docking-connect-vertical"),
    path("console/docking/<slug:party>/switch/", views.switch, name="docking-switch"),
    path("console/docking/<slug:party>/probe/", views.probe, name="docking-probe"),
    path("console/docking/<slug:party>/replay/", views.replay_all, name="docking-replay-all"),
]
