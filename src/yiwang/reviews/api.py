"""The door of the reviews room."""

from yiwang.reviews.errors import AlreadyRated, BadRating, NotServedYet, SayWhy, WrongTurn
from yiwang.reviews.facts import BadReviewRedressed, ReviewGiven
from yiwang.reviews.queries import open_redress, published, review_of, reviews_of, statistics
from yiwang.reviews.rules.scale import STARS, TAGS, as_gbt_39046, as_national, is_bad, tags_for
from yiwang.reviews.services.rate import occasions, rate, unrated
from yiwang.reviews.services.redress import contact, rectify, revisit
from yiwang.reviews.types import RedressView, ReviewView, Statistics

__all__ = [
    "STARS",
    "TAGS",
    "AlreadyRated",
    "BadRating",
    "BadReviewRedressed",
    "NotServedYet",
    "RedressView",
    "ReviewGiven",
    "ReviewView",
    "SayWhy",
    "Statistics",
    "WrongTurn",
    "as_gbt_39046",
    "as_national",
    "contact",
    "is_bad",
    "occasions",
    "open_redress",
    "published",
    "rate",
    "rectify",
    "review_of",
    "reviews_of",
    "revisit",
    "statistics",
    "tags_for",
    "unrated",
]
