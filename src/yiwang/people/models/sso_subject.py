"""Under which name each application knows each account."""

from django.db import models

from yiwang.people.models.account import Account


class SsoSubject(models.Model):
    """The subject one application sees for one account: random, so that two cannot compare their records."""

    client_id = models.CharField(max_length=100)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sso_subjects")
    subject = models.CharField(max_length=43, unique=True)

    class Meta:
        db_table = "people_sso_subject"
        constraints = [
            models.UniqueConstraint(fields=["client_id", "account"], name="people_one_subject_per_client"),
        ]

    def __str__(self) -> str:
        return f"{self.client_id}:{self.subject}"
