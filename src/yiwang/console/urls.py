"""Addresses of the desk."""

from importlib import import_module

from django.urls import include, path

from yiwang.console.data import ROOMS
from yiwang.console.views import cases, certificates, home, ledger, queue, redress, seals, sources

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
    path("console/certificates/", certificates.directory, name="certificates"),
    path("console/certificates/<str:identifier>/", certificates.certificate, name="certificate"),
    path("console/certificates/<str:identifier>/change/", certificates.change, name="certificate-change"),
    path("console/seals/", seals.listing, name="seals"),
    path("console/seals/apply/", seals.apply, name="seal-apply"),
    path("console/seals/<slug:code>/", seals.seal, name="seal"),
    path("console/seals/<slug:code>/act/", seals.act, name="seal-act"),
    path("console/sources/", sources.sources, name="sources"),
    path("console/sources/<slug:slug>/", sources.switch, name="source-switch"),
    path("console/ledger/", ledger.ledger_page, name="ledger"),
    path("console/ledger/verify/", ledger.verify, name="ledger-verify"),
    *(path("", include(import_module(f"yiwang.console.data.{room}.urls").urlpatterns)) for room in ROOMS),
]
