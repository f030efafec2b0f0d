"""The case itself: its keys and current state in plain columns, everything personal sealed."""

from collections.abc import Iterator

from django.db import models
from django.db.models.functions import Left

#: Lengths of the division codes of counties, towns and villages: the places a list may be limited to.
AREA_LEVELS = (6, 9, 12)


def _area_indexes(level: int) -> Iterator[models.Index]:
    """All cases of an area, newest first, and its open work by deadline; for the deciding area and for the window's."""
    is_open = models.Q(closed_at__isnull=True)
    for column, name, there in (
        ("area_code", "area", models.Q()),
        ("origin_area", "origin", ~models.Q(origin_area="")),
    ):
        place = Left(column, level)
        yield models.Index(
            place, models.F("id").desc(), name=f"cases_{name}_{level}", condition=there or None
        )
        yield models.Index(
            "step_role", place, "due_at", "id", name=f"cases_open_{name}_{level}", condition=is_open & there
        )


class Case(models.Model):
    """One application. `sealed` holds form, applicant and process data, encrypted (crypto.seal_field)."""

    number = models.CharField(max_length=21, unique=True)
    item_slug = models.CharField(max_length=80)
    item_version = models.PositiveIntegerField()
    item_kind = models.CharField(max_length=10)
    item_name = models.JSONField()
    applicant_kind = models.CharField(max_length=8)
    applicant_masked = models.CharField(max_length=200)
    person_id = models.CharField(max_length=64, blank=True)
    applicant_index = models.CharField(max_length=64)
    submitted_by = models.CharField(max_length=64)
    transaction_id = models.CharField(max_length=64)
    channel = models.CharField(max_length=10)
    department_code = models.CharField(max_length=40)
    area_code = models.CharField(max_length=12)
    origin_area = models.CharField(max_length=12, blank=True)
    # Where the applicant lives or works: for counting only, never for deciding who may see the case.
    counted_area = models.CharField(max_length=6, blank=True)
    state = models.CharField(max_length=12)
    step = models.CharField(max_length=40, blank=True)
    step_role = models.CharField(max_length=24, blank=True)
    step_title = models.JSONField(default=dict)
    waiting = models.JSONField(default=list)
    sealed = models.TextField()
    submitted_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    clock = models.JSONField(null=True)
    limit_days = models.PositiveIntegerField()
    # Derived from the clock at every change, so that a list needs no calendar arithmetic.
    yellow_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    paused = models.BooleanField(default=False)
    outcome = models.CharField(max_length=10, blank=True)
    automatic = models.BooleanField(default=False)
    reasons = models.JSONField(default=list)
    decided_by = models.CharField(max_length=100, blank=True)
    certificate = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submitted_by", "transaction_id"], name="cases_submitted_once"),
        ]
        indexes = [
            models.Index(fields=["person_id", "-id"], name="cases_of_person"),
            models.Index(fields=["submitted_by", "-id"], name="cases_of_submitter"),
            # Open work, the oldest deadline first: what a desk asks for a hundred times a day.
            models.Index(
                fields=["step_role", "department_code", "due_at", "id"],
                condition=models.Q(closed_at__isnull=True),
                name="cases_open_work",
            ),
            models.Index(
                fields=["step_role", "due_at", "id"],
                condition=models.Q(closed_at__isnull=True),
                name="cases_open_steps",
            ),
            models.Index(fields=["department_code", "-id"], name="cases_of_department"),
            models.Index(fields=["submitted_at"], name="cases_by_day"),
            models.Index(fields=["decided_at"], name="cases_by_decision"),
            *(index for level in AREA_LEVELS for index in _area_indexes(level)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def person_ref(self) -> str:
        """How the ledger names whose data this is; empty for a firm."""
        return f"person:{self.person_id}" if self.person_id else ""
