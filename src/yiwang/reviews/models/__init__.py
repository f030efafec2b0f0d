"""Tables of the reviews room."""

from yiwang.reviews.models.redress import Redress
from yiwang.reviews.models.review import Review

__all__ = ["Redress", "Review"]
