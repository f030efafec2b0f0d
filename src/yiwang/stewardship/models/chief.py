"""Data chiefs: who, since when, with what to do, and how it went."""

from django.db import models


class Appointment(models.Model):
    """A data chief of a unit for a term. At most one stands for a unit at a time."""

    department = models.CharField(max_length=64)
    account_id = models.BigIntegerField()
    username = models.CharField(max_length=150)
    name = models.CharField(max_length=80)
    letter = models.CharField(max_length=100)
    since = models.DateField()
    until = models.DateField()
    appointed_by = models.CharField(max_length=80)
    appointed_at = models.DateTimeField()
    posting_id = models.BigIntegerField(null=True)
    duties = models.JSONField(default=list)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=300, blank=True)
    ended_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["department"], condition=models.Q(ended_on=None), name="stewardship_one_chief"
            )
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.name}"


class Todo(models.Model):
    """One duty in one period, for the chief it was given to."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="todos")
    duty = models.CharField(max_length=20)
    period = models.CharField(max_length=8)
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appointment", "duty", "period"], name="stewardship_todo_once")
        ]
        indexes = [models.Index(fields=["appointment", "due_on"], name="stewardship_todos")]

    def __str__(self) -> str:
        return f"{self.duty} {self.period}"


class Performance(models.Model):
    """A unit's month: figures with their sources, the mark, the chief's own words, the bureau's review."""

    department = models.CharField(max_length=64)
    period = models.CharField(max_length=7)
    appointment = models.ForeignKey(Appointment, null=True, on_delete=models.PROTECT)
    formula = models.CharField(max_length=20)
    figures = models.JSONField()
    mark = models.FloatField(null=True)
    rank = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, default="recorded")
    recorded_at = models.DateTimeField()
    report = models.CharField(max_length=2000, blank=True)
    reported_at = models.DateTimeField(null=True)
    review = models.CharField(max_length=2000, blank=True)
    reviewed_by = models.CharField(max_length=80, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["department", "period"], name="stewardship_month_once")
        ]
        indexes = [models.Index(fields=["period", "rank"], name="stewardship_ranking")]

    def __str__(self) -> str:
        return f"{self.department} {self.period}"
