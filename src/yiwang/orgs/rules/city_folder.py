"""Reading what a city pack says about its offices: every bad row is named, none stops the reading."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Set

from yiwang.codes.api import BadCode, check_credit_code, short_region_code
from yiwang.orgs.errors import BadRow
from yiwang.orgs.types import KINDS, CityFolder, Department, Post
from yiwang.text import Text

DEPARTMENTS = "departments.csv"
POSTS = "posts.csv"
_COLUMNS = {
    DEPARTMENTS: ["code", "name_zh", "short_zh", "name_en", "credit_code", "area", "parent", "kind"],
    POSTS: ["id", "department", "title_zh", "title_en", "role"],
}
_MAY_BE_EMPTY = {"parent", "short_zh"}
_CODE = re.compile(r"[a-z0-9][a-z0-9.-]{1,39}")
_POST_ID = re.compile(r"[a-z0-9][a-z0-9.-]{1,63}")

_Row = tuple[int, dict[str, str]]


def read_city_folder(files: Mapping[str, bytes], *, roles: Set[str]) -> tuple[CityFolder, list[BadRow]]:
    """Departments and posts from the two CSV files, and everything that is wrong with them.

    `files` maps file names to their bytes; `roles` are the slugs a post may carry. The folder is of use
    only when nothing is wrong.
    """
    bad: list[BadRow] = []
    departments = _departments(_rows(files, DEPARTMENTS, bad), bad)
    posts = _posts(_rows(files, POSTS, bad), {department.code for department in departments}, roles, bad)
    return CityFolder(tuple(departments), tuple(posts)), sorted(bad, key=lambda row: (row.file, row.line))


def _rows(files: Mapping[str, bytes], name: str, bad: list[BadRow]) -> list[_Row]:
    if name not in files:
        bad.append(BadRow(name, 0, Text("缺少这个文件", "The file is missing")))
        return []
    try:
        text = files[name].decode("utf-8-sig")
    except UnicodeDecodeError:
        bad.append(BadRow(name, 0, Text("文件不是UTF-8编码", "The file is not UTF-8")))
        return []
    reader = csv.DictReader(io.StringIO(text, newline=""))
    columns = _COLUMNS[name]
    if reader.fieldnames != columns:
        header = ",".join(columns)
        bad.append(BadRow(name, 1, Text(f"表头应为 {header}", f"The header must be {header}")))
        return []
    good = []
    for row in reader:
        if None in row or None in row.values():
            count = len(columns)
            bad.append(
                BadRow(name, reader.line_num, Text(f"应为{count}列", f"There must be {count} columns"))
            )
            continue
        good.append((reader.line_num, {column: value.strip() for column, value in row.items()}))
    return good


def _departments(rows: list[_Row], bad: list[BadRow]) -> list[Department]:
    codes = {row["code"] for _, row in rows}
    parents = {row["code"]: row["parent"] for _, row in rows}
    seen: dict[str, set[str]] = {"code": set(), "credit_code": set()}
    found = []
    for line, row in rows:
        faults = [
            *_empty(row),
            *_repeated(row, seen),
            *_department_faults(row, codes),
            *_circle(row["code"], parents),
        ]
        bad.extend(BadRow(DEPARTMENTS, line, fault) for fault in faults)
        name = Text(row["name_zh"], row["name_en"])
        found.append(
            Department(
                row["code"],
                name,
                row["short_zh"],
                row["credit_code"],
                row["area"],
                row["parent"],
                row["kind"],
            )
        )
    return found


def _department_faults(row: dict[str, str], codes: set[str]) -> Iterator[Text]:
    if row["code"] and not _CODE.fullmatch(row["code"]):
        yield Text(f"部门代码“{row['code']}”格式错误", f"The code “{row['code']}” is malformed")
    if row["parent"] and row["parent"] not in codes:
        yield Text(f"上级部门“{row['parent']}”不在文件中", f"The parent “{row['parent']}” is not in the file")
    if row["kind"] and row["kind"] not in KINDS:
        yield Text(f"部门类别“{row['kind']}”无效", f"The kind “{row['kind']}” does not exist")
    try:
        if row["credit_code"]:
            check_credit_code(row["credit_code"])
        if row["area"] and short_region_code(row["area"]) != row["area"]:
            yield Text(f"区划代码应写作短码，而不是{row['area']}", f"Write the short code, not {row['area']}")
    except BadCode as error:
        yield error.message


def _circle(code: str, parents: dict[str, str]) -> Iterator[Text]:
    above, walked = parents.get(code, ""), 0
    while above and above != code and walked < len(parents):
        above, walked = parents.get(above, ""), walked + 1
    if above == code:
        yield Text(f"“{code}”是自己的上级", f"“{code}” stands above itself")


def _posts(rows: list[_Row], departments: set[str], roles: Set[str], bad: list[BadRow]) -> list[Post]:
    seen: dict[str, set[str]] = {"id": set()}
    found = []
    for line, row in rows:
        faults = [*_empty(row), *_repeated(row, seen), *_post_faults(row, departments, roles)]
        bad.extend(BadRow(POSTS, line, fault) for fault in faults)
        found.append(Post(row["id"], row["department"], Text(row["title_zh"], row["title_en"]), row["role"]))
    return found


def _post_faults(row: dict[str, str], departments: set[str], roles: Set[str]) -> Iterator[Text]:
    if row["id"] and not _POST_ID.fullmatch(row["id"]):
        yield Text(f"岗位编号“{row['id']}”格式错误", f"The id “{row['id']}” is malformed")
    if row["department"] and row["department"] not in departments:
        yield Text(
            f"部门“{row['department']}”不在文件中", f"The department “{row['department']}” is not in the file"
        )
    if row["role"] and row["role"] not in roles:
        yield Text(f"角色“{row['role']}”不存在", f"The role “{row['role']}” does not exist")


def _empty(row: dict[str, str]) -> Iterator[Text]:
    for column, value in row.items():
        if not value and column not in _MAY_BE_EMPTY:
            yield Text(f"{column} 不能为空", f"{column} must not be empty")


def _repeated(row: dict[str, str], seen: dict[str, set[str]]) -> Iterator[Text]:
    for column, values in seen.items():
        if row[column] and row[column] in values:
            yield Text(f"{column}“{row[column]}”重复", f"{column} “{row[column]}” is given twice")
        values.add(row[column])
