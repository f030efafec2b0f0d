"""Posts."""

from django.db import models

from yiwang.orgs.models.department import DepartmentRow


class PostRow(models.Model):
    """One chair in a department."""

    id = models.CharField(max_length=64, primary_key=True)
    department = models.ForeignKey(DepartmentRow, on_delete=models.PROTECT, related_name="posts")
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=160)
    role = models.CharField(max_length=40)
    retired = models.BooleanField(default=False)

    class Meta:
        db_table = "orgs_post"

    def __str__(self) -> str:
        return self.title_zh
