"""The door of `orgs`."""

from yiwang.orgs.errors import BadCityFolder, BadRow, UnknownDepartment, UnknownPost
from yiwang.orgs.facts import DepartmentDefined, PostDefined, WorkingYearLoaded
from yiwang.orgs.queries import (
    department,
    department_by_name,
    departments,
    departments_named,
    post,
    posts,
)
from yiwang.orgs.services.define_department import define_department
from yiwang.orgs.services.define_post import define_post
from yiwang.orgs.services.load_city_folder import check_city_folder, load_city_folder, plan_city_folder
from yiwang.orgs.services.load_working_year import load_working_year
from yiwang.orgs.types import KINDS, CityChange, Department, Post

__all__ = [
    "KINDS",
    "BadCityFolder",
    "BadRow",
    "CityChange",
    "Department",
    "DepartmentDefined",
    "Post",
    "PostDefined",
    "UnknownDepartment",
    "UnknownPost",
    "WorkingYearLoaded",
    "check_city_folder",
    "define_department",
    "define_post",
    "department",
    "department_by_name",
    "departments",
    "departments_named",
    "load_city_folder",
    "load_working_year",
    "plan_city_folder",
    "post",
    "posts",
]
