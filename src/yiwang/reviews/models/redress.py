"""The putting right of bad ratings."""

from django.db import models

from yiwang.reviews.models.review import Review


class Redress(models.Model):
    """One bad rating on its way: reach the person, put it right, ask again."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="redress")
    department_code = models.CharField(max_length=40)
    state = models.CharField(max_length=8, default="contact")
    contact_due = models.DateTimeField()
    rectify_due = models.DateTimeField()
    contacted_at = models.DateTimeField(null=True)
    true_complaint = models.BooleanField(null=True)
    finding = models.CharField(max_length=1000, blank=True)
    rectified_at = models.DateTimeField(null=True)
    measures = models.CharField(max_length=1000, blank=True)
    revisited_at = models.DateTimeField(null=True)
    satisfied = models.BooleanField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["department_code", "rectify_due"],
                condition=~models.Q(state="closed"),
                name="reviews_open_redress",
            )
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.state}"
