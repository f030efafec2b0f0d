"""The synthetic system of the housing fund: tables of its own, keyed by its own account numbers."""

from django.db import models


class HousingFundAccount(models.Model):
    """One account. `deposits` are runs of months `{employer, since, until, monthly}`, `loans` contracts."""

    account_no = models.CharField(max_length=12, primary_key=True)
    resident_index = models.CharField(max_length=64, unique=True)
    holder = models.CharField(max_length=60)
    employer = models.CharField(max_length=120)
    employer_code = models.CharField(max_length=18)
    state = models.CharField(max_length=6)
    base = models.DecimalField(max_digits=10, decimal_places=2)
    balance = models.DecimalField(max_digits=12, decimal_places=2)
    deposits = models.JSONField()
    loans = models.JSONField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "registers_housing_fund_account"

    def __str__(self) -> str:
        return self.account_no
