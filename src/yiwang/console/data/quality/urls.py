"""Addresses of the pages of `quality`."""

from django.urls import path

from yiwang.console.data.quality import candidates, rules, views

urlpatterns = [
    path("console/quality/", views.board, name="quality-board"),
    path("console/quality/runs/<int:report_id>/", views.run, name="quality-run"),
    path("console/quality/candidates/", candidates.listing, name="quality-candidates"),
    path("console/quality/candidates/<int:candidate_id>/", candidates.decide, name="quality-candidate"),
    path("console/quality/rules/", rules.library, name="quality-rules"),
    path("console/quality/data/<slug:resource>/", views.resource, name="quality-resource"),
    path("console/quality/data/<slug:resource>/check/", views.check, name="quality-check"),
    path("console/quality/data/<slug:resource>/rules/", rules.text, name="quality-text"),
    path("console/quality/data/<slug:resource>/mine/", candidates.mine, name="quality-mine"),
]
