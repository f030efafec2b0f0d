"""Items: the pack gives the standard item, the city adds who, where and which telephone."""

from collections.abc import Iterator, Mapping
from typing import Any

from yiwang.access.api import Actor
from yiwang.forms import api as forms
from yiwang.items import api as items
from yiwang.packs.kinds.base import Kind
from yiwang.packs.kinds.references import reference_problems
from yiwang.packs.reading import Reading, digest_of
from yiwang.packs.types import Document, Problem

#: What a city may say about an item. The rest is the same everywhere: name, code, basis, kind, conditions,
#: people served, flow, materials, legal limit and result (四级四同 and 十同).
LOCAL = frozenset(
    {
        "department",
        "use_level",
        "consult_phone",
        "complaint_phone",
        "places",
        "remedies",
        "promised_days",
        "handle_area",
        "delivery",
        "valid_from",
    }
)


def merged(reading: Reading, document: Document) -> dict[str, Any]:
    """The item's table, the city's words laid over the pack's."""
    table = items.plain({**document.content, **reading.local("item", document.slug)})
    table.setdefault("slug", document.slug)
    return dict(table)


def _check(reading: Reading) -> Iterator[Problem]:
    for document in reading.folder.of("items"):
        yield from _local(reading, document)
        table = merged(reading, document)
        for wrong in items.check_item(table):
            place, key = reading.place(document, "item", wrong.key)
            yield place.told(key, wrong.message)
        if table["slug"] != document.slug:
            yield document.problem("slug", "slug 应与文件名一致。", "The slug should be the file's name.")
        yield from reference_problems(reading, document, table)


def _local(reading: Reading, document: Document) -> Iterator[Problem]:
    local, where = reading.local("item", document.slug), f"item.{document.slug}"
    for key in set(local) - LOCAL:
        yield reading.city.local.problem(
            f"{where}.{key}",
            f"{key} 全国统一，城市不能改写。",
            f"{key} is the same everywhere; a city may not change it.",
        )
    if local.get("department") not in reading.city.offices:
        yield reading.city.local.problem(
            f"{where}.department",
            f"事项 {document.slug} 的实施主体不在部门表中。",
            f"The department of the item {document.slug} is not among the departments.",
        )


def documents(reading: Reading, table: Mapping[str, Any]) -> tuple[Any, bytes, dict[str, bytes]]:
    """The form, process and decisions an item refers to."""
    form = reading.folder.find("forms", table["form"].partition(":")[2])
    process = reading.folder.find("processes", table["process"].partition(":")[2])
    chosen = {}
    for reference in table.get("decisions", ()):
        slug = reference.partition(":")[2]
        found = reading.folder.find("decisions", slug)
        chosen[slug] = found.raw if found else b""
    return form.content if form else {}, process.raw if process else b"", chosen


def _digests(reading: Reading) -> Mapping[str, str]:
    wanted = {}
    for document in reading.folder.of("items"):
        table = merged(reading, document)
        form, process, decisions = documents(reading, table)
        office = reading.city.offices[table["department"]]
        who = [reading.city.area_code, office.credit_code, office.name.as_dict()]
        wanted[document.slug] = digest_of(
            table, who, form, process, sorted(decisions), *(decisions[slug] for slug in sorted(decisions))
        )
    return wanted


def _apply(reading: Reading, slug: str, by: Actor) -> None:
    document = reading.folder.find("items", slug)
    if document is None:
        return
    table = merged(reading, document)
    form, process, decisions = documents(reading, table)
    items.define_item(
        table,
        department_code=table["department"],
        area_code=reading.city.area_code,
        form=forms.FormDefinition.of(form),
        process=process,
        decisions=decisions,
        by=by,
    )


def _retire(slug: str, by: Actor) -> None:
    items.retire_item(slug, by=by)


ITEMS = Kind("item", "items", ".toml", _check, _digests, _apply, _retire)
