"""The reviews room, as an app."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "yiwang.reviews"
    label = "reviews"

    def ready(self) -> None:
        from yiwang.reviews import permissions  # noqa: F401  (names the verbs and gives them rules)
