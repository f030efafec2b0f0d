"""Addresses of the desk."""

from django.urls import path

from yiwang.console.views import cases, home, ledger, queue, redress, sources

app_name = "console"

urlpatterns = [
    path("console/", home.home, name="home"),
    path("desk/", queue.queue, name="queue"),
    path("desk/find/", queue.find, name="find"),
    path("desk/redress/", redress.redress, name="redress"),
    path("desk/redress/<int:redress_id>/", redress.step, name="redress-step"),
    path("desk/<slug:number>/", cases.case, name="case"),
    path("desk/<slug:number>/step/", cases.finish, name="finish"),
    path("desk/<slug:number>/clock/", cases.clock, name="clock"),
    path("desk/<slug:number>/files/<slug:digest>/", cases.material, name="material"),
    path("console/sources/", sources.sources, name="sources"),
    path("console/sources/<slug:slug>/", sources.switch, name="source-switch"),
    path("console/ledger/", ledger.ledger_page, name="ledger"),
    path("console/ledger/verify/", ledger.verify, name="ledger-verify"),
]
