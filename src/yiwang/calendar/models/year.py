"""Years that an operator has supplied; they outrank the package's."""

from django.db import models


class CalendarYear(models.Model):
    """One supplied year and where it comes from."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    source = models.CharField(max_length=200)
    loaded_by = models.CharField(max_length=80)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """A weekday off or a weekend worked."""

    day = models.DateField(primary_key=True)
    year = models.ForeignKey(CalendarYear, on_delete=models.CASCADE, related_name="days")
    kind = models.CharField(max_length=8, choices=[("holiday", "放假"), ("makeup", "调休上班")])
    name = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
