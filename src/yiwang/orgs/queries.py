"""Reading departments and posts."""

from collections.abc import Iterable

from yiwang.orgs.errors import UnknownDepartment, UnknownPost
from yiwang.orgs.models import DepartmentRow, PostRow
from yiwang.orgs.types import Department, Post
from yiwang.text import Text


def department_view(row: DepartmentRow) -> Department:
    """The row as other rooms see it."""
    return Department(
        code=row.code,
        name=Text(row.name_zh, row.name_en),
        short=row.short,
        credit_code=row.credit_code,
        area_code=row.area_code,
        parent=row.parent_code,
        kind=row.kind,
        retired=row.retired,
    )


def post_view(row: PostRow) -> Post:
    """The row as other rooms see it."""
    return Post(row.id, row.department_id, Text(row.title_zh, row.title_en), row.role, row.retired)


def department(code: str) -> Department:
    """The department with a code, retired or not. Raises `UnknownDepartment`."""
    row = DepartmentRow.objects.filter(pk=code).first()
    if row is None:
        raise UnknownDepartment(code)
    return department_view(row)


def departments(area: str = "", *, retired: bool = False) -> tuple[Department, ...]:
    """The departments of an area and of all areas inside it, by code."""
    rows = DepartmentRow.objects.filter(area_code__startswith=area, retired=retired).order_by("code")
    return tuple(department_view(row) for row in rows)


def departments_named(codes: Iterable[str]) -> dict[str, Department]:
    """The departments with these codes in one query; unknown codes are left out."""
    return {row.code: department_view(row) for row in DepartmentRow.objects.filter(pk__in=set(codes))}


def department_by_name(name: str, *, area: str = "") -> Department:
    """The department with this full or short name. Raises `UnknownDepartment` if none or several have it."""
    named = [found for found in departments(area) if name in (found.name.zh, found.short)]
    if len(named) != 1:
        raise UnknownDepartment(name)
    return named[0]


def post(post_id: str) -> Post:
    """The post with an id, retired or not. Raises `UnknownPost`."""
    row = PostRow.objects.filter(pk=post_id).first()
    if row is None:
        raise UnknownPost(post_id)
    return post_view(row)


def posts(department_code: str = "", *, role: str = "", retired: bool = False) -> tuple[Post, ...]:
    """Posts by id: of one department, with one role, or all."""
    rows = PostRow.objects.filter(retired=retired).order_by("id")
    if department_code:
        rows = rows.filter(department_id=department_code)
    if role:
        rows = rows.filter(role=role)
    return tuple(post_view(row) for row in rows)
