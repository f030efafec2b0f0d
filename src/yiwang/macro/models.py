"""Tables of the macro room."""

from django.db import models


class IndicatorRow(models.Model):
    """An entry of the dictionary; the definition as it stands now."""

    slug = models.CharField(max_length=80, primary_key=True)
    theme = models.CharField(max_length=40)
    department = models.CharField(max_length=40)
    entry = models.JSONField()
    retired = models.BooleanField(default=False)

    class Meta:
        db_table = "macro_indicator"

    def __str__(self) -> str:
        return self.slug


class Value(models.Model):
    """One publication of one value: written once, never changed."""

    indicator = models.ForeignKey(IndicatorRow, on_delete=models.PROTECT)
    area_code = models.CharField(max_length=12)
    industry_code = models.CharField(max_length=5, blank=True)
    period = models.CharField(max_length=7)
    value = models.DecimalField(max_digits=24, decimal_places=4)
    comparable = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    published_on = models.DateField()
    source = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area_code", "industry_code", "period", "published_on"],
                name="macro_one_value_a_publication",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.area_code} {self.period}"
