"""Tables of the orgs room."""

from yiwang.orgs.models.department import DepartmentRow
from yiwang.orgs.models.post import PostRow

__all__ = ["DepartmentRow", "PostRow"]
