"""Files that are to be removed."""

from django.db import models


class Removal(models.Model):
    """A file that no snapshot holds any more. The row commits with that decision; the file goes after it."""

    table = models.CharField(max_length=120)
    path = models.CharField(max_length=1000, unique=True)
    reason = models.CharField(max_length=12)
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.path
