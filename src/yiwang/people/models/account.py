"""The account: one sign-in identity of a resident or a member of staff."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by username; accounts are created by the room's services only."""


class Account(AbstractBaseUser):
    """One sign-in identity.

    There is no superuser flag: what a member of staff may do comes from postings alone, so that
    one table answers who holds which power. The ID number and the mobile are sealed; equality search
    goes through their blind indexes.
    """

    class Kind(models.TextChoices):
        RESIDENT = "resident", "居民"
        STAFF = "staff", "工作人员"

    username = models.CharField(max_length=150, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.RESIDENT)
    display_name = models.CharField(max_length=100)
    mobile_sealed = models.TextField(blank=True, default="")
    mobile_index = models.CharField(max_length=64, blank=True, default="")
    mobile_confirmed_at = models.DateTimeField(null=True, blank=True)
    person_id = models.CharField(max_length=64, blank=True, default="")
    resident_id_sealed = models.TextField(blank=True, default="")
    resident_id_index = models.CharField(max_length=64, blank=True, default="")
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.CharField(max_length=40, blank=True, default="")
    is_active = models.BooleanField(default=True)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]

    objects = AccountManager()

    class Meta:
        db_table = "people_account"
        constraints = [
            models.UniqueConstraint(
                fields=["resident_id_index"],
                condition=~models.Q(resident_id_index="") & models.Q(kind="resident"),
                name="people_one_account_per_resident",
            ),
            models.UniqueConstraint(
                fields=["mobile_index"],
                condition=~models.Q(mobile_index=""),
                name="people_one_account_per_mobile",
            ),
        ]
        indexes = [
            models.Index(fields=["person_id"], name="people_account_person"),
        ]

    #: Whether the session at hand passed a second factor; set for each request, never stored.
    second_factor: bool = False

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        """The name shown to the account's owner."""
        return self.display_name

    def get_short_name(self) -> str:
        """The same name; Chinese names are not split."""
        return self.display_name

    @property
    def ref(self) -> str:
        """How the ledger names this account."""
        return f"account:{self.pk}"
