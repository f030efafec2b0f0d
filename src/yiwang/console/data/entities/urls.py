"""Addresses of the pages of `entities`."""

from django.urls import path

from yiwang.console.data.entities import lists, record, steward, views

urlpatterns = [
    path("console/entities/", views.board, name="entities-board"),
    path("console/entities/verify/", lists.verify_person, name="entities-verify-any"),
    path("console/entities/subscriptions/", views.subscriptions, name="entities-subscriptions"),
    path("console/entities/subscriptions/<int:number>/", views.subscription, name="entities-subscription"),
    path("console/entities/reviews/<int:number>/", steward.review, name="entities-review"),
    path("console/entities/decisions/<int:number>/undo/", steward.undo, name="entities-undo"),
    path("console/entities/<slug:kind>/find/", record.find, name="entities-find"),
    path("console/entities/<slug:kind>/verify/", lists.verify, name="entities-verify"),
    path("console/entities/<slug:kind>/compare/", lists.compare, name="entities-compare"),
    path("console/entities/<slug:kind>/authorities/", views.authorities, name="entities-authorities"),
    path("console/entities/<slug:kind>/conflicts/", views.conflicts, name="entities-conflicts"),
    path("console/entities/<slug:kind>/reviews/", steward.reviews, name="entities-reviews"),
    path("console/entities/<slug:kind>/decisions/", steward.decisions, name="entities-decisions"),
    path("console/entities/<slug:kind>/<int:number>/", record.one, name="entities-one"),
    path("console/entities/<slug:kind>/<int:number>/decide/", steward.decide, name="entities-decide"),
]
