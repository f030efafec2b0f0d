"""Addresses of the pages of `stewardship`."""

from django.urls import path

from yiwang.console.data.stewardship import chiefs, exports, labels, terms

urlpatterns = [
    path("console/stewardship/labels/", labels.listing, name="stewardship-labels"),
    path("console/stewardship/labels/scan/", labels.scan, name="stewardship-scan"),
    path("console/stewardship/labels/<int:finding_id>/", labels.settle, name="stewardship-settle"),
    path("console/stewardship/exports/", exports.listing, name="stewardship-exports"),
    path("console/stewardship/exports/ask/<slug:resource>/", exports.ask, name="stewardship-ask"),
    path("console/stewardship/exports/trace/", exports.trace, name="stewardship-trace"),
    path("console/stewardship/exports/<int:export_id>/decide/", exports.decide, name="stewardship-decide"),
    path("console/stewardship/exports/<int:export_id>/file/", exports.fetch, name="stewardship-file"),
    path("console/stewardship/terms/", terms.listing, name="stewardship-terms"),
    path("console/stewardship/terms/act/", terms.act, name="stewardship-act"),
    path("console/stewardship/terms/policy/", terms.policy, name="stewardship-policy"),
    path("console/stewardship/terms/hold/", terms.hold, name="stewardship-hold"),
    path("console/stewardship/terms/hold/<int:hold_id>/lift/", terms.lift, name="stewardship-lift"),
    path("console/stewardship/archives/<int:archive_id>/", terms.archived, name="stewardship-archive"),
    path("console/stewardship/destructions/<int:pk>/", terms.destruction, name="stewardship-destruction"),
    path("console/stewardship/destructions/<int:pk>/step/", terms.step, name="stewardship-step"),
    path(
        "console/stewardship/destructions/<int:pk>/certificate.json",
        terms.certificate,
        name="stewardship-certificate",
    ),
    path("console/stewardship/chiefs/", chiefs.listing, name="stewardship-chiefs"),
    path("console/stewardship/chiefs/appoint/", chiefs.appoint, name="stewardship-appoint"),
    path("console/stewardship/chiefs/<int:chief_id>/", chiefs.change, name="stewardship-chief"),
    path("console/stewardship/units/<slug:department>/", chiefs.unit, name="stewardship-unit"),
    path("console/stewardship/todos/<int:todo_id>/", chiefs.todo, name="stewardship-todo"),
    path("console/stewardship/performance/", chiefs.ranking, name="stewardship-ranking"),
    path("console/stewardship/performance/record/", chiefs.record, name="stewardship-record"),
    path("console/stewardship/performance/<int:pk>/", chiefs.month, name="stewardship-month"),
]
