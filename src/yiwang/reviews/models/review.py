"""Ratings."""

from django.db import models


class Review(models.Model):
    """One rating of one occasion: the case as a whole, or one visit to a window."""

    case_number = models.CharField(max_length=21)
    occasion = models.CharField(max_length=24)
    item_slug = models.CharField(max_length=80)
    item_name = models.JSONField()
    department_code = models.CharField(max_length=40)
    area_code = models.CharField(max_length=12)
    stars = models.PositiveSmallIntegerField()
    tags = models.JSONField(default=list)
    text = models.CharField(max_length=1000, blank=True)
    channel = models.CharField(max_length=10)
    by_ref = models.CharField(max_length=64)
    transaction_id = models.CharField(max_length=64)
    at = models.DateTimeField()
    reply = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case_number", "occasion"], name="reviews_once_an_occasion"),
            models.CheckConstraint(
                condition=models.Q(stars__gte=1) & models.Q(stars__lte=5), name="reviews_five_stars"
            ),
        ]
        indexes = [
            models.Index(fields=["item_slug", "-id"], name="reviews_of_item"),
            models.Index(fields=["department_code", "-id"], name="reviews_of_department"),
        ]

    def __str__(self) -> str:
        return f"{self.case_number} {self.stars}"
