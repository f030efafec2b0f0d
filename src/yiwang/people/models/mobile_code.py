"""Codes sent to mobiles and not yet typed back."""

from django.db import models

from yiwang.people.models.account import Account


class MobileCode(models.Model):
    """The one code an account may type back. The index covers account, number and code together."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True)
    code_index = models.CharField(max_length=64)
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "people_mobile_code"

    def __str__(self) -> str:
        return f"{self.account_id} until {self.expires_at}"
