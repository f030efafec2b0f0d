"""What the columns of a built table are: titles and grades inherited from the fields they come from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yiwang.catalogue import api as catalogue
from yiwang.text import Text
from yiwang.topics.models import BuiltTable, Store
from yiwang.topics.rules.definition import alias
from yiwang.topics.rules.lineage import Sources, column_sources
from yiwang.topics.types import Definition, TableDefinition

#: Words for columns that a store computes itself.
_WORDS = {
    "score": Text("得分", "Score"),
    "marks": Text("命中规则", "Marks"),
    "subject_code": Text("主体代码", "Number of the subject"),
    "subject_name": Text("主体名称", "Name of the subject"),
    "rows": Text("数量", "Number"),
    "month": Text("月份", "Month"),
    "activities": Text("活动数", "Activities"),
    "attendance": Text("参加人次", "Attendance"),
    "samples": Text("抽检批次", "Samples"),
    "failed_samples": Text("不合格批次", "Failed samples"),
    "inspections": Text("检查次数", "Inspections"),
    "complaints": Text("投诉数", "Complaints"),
    "complaints_90_days": Text("近九十日投诉", "Complaints of ninety days"),
    "leads": Text("线索数", "Leads"),
    "promotion": Text("宣传内容", "What was advertised"),
    "shells": Text("同一代表人名下无参保企业", "Firms of one head without employees"),
    "licensed": Text("有金融许可", "Licensed"),
    "residents": Text("人数", "Residents"),
    "homes": Text("房屋数", "Homes"),
    "organisations": Text("单位数", "Organisations"),
    "events": Text("事件数", "Events"),
    "patents": Text("专利", "Patents"),
    "trademarks": Text("商标", "Trademarks"),
    "utility": Text("报装类型", "Utility"),
    "in_time": Text("按时办结率", "Share in time"),
    "right_kind": Text("权利类型", "Kind of right"),
    "right_no": Text("权利编号", "Number of the right"),
    "hours": Text("监测小时数", "Hours observed"),
    "hours_over": Text("超标小时数", "Hours over the limit"),
    "has_permit": Text("有排污许可", "Has a permit"),
    "insurances": Text("参保险种数", "Insurances"),
    "registered_unemployed": Text("失业登记", "Registered unemployed"),
    "subject_class": Text("主体类别", "Class of subject"),
    "changed_on": Text("状态更新日期", "State changed on"),
    "person_entity": Text("人口库标识", "Id in the population register"),
    "identifier": Text("证照标识", "Identifier"),
    "type_slug": Text("证照类型代号", "Type"),
    "type_code": Text("证照类型代码", "Type code"),
    "type_name": Text("证照类型", "Certificate"),
    "number": Text("证照编号", "Number"),
    "holder_masked": Text("持证主体", "Holder"),
    "holder_kind": Text("持证主体证件类型", "Kind of the holder’s number"),
    "issuer_code": Text("颁发机构代码", "Issuer’s code"),
    "issuer_name": Text("颁发机构", "Issuer"),
    "area_code": Text("区划", "Division"),
    "valid_from": Text("有效期自", "Valid from"),
    "valid_until": Text("有效期至", "Valid until"),
    "issued_on": Text("颁发日期", "Issued on"),
    "state": Text("状态", "State"),
    "state_since": Text("状态起始", "State since"),
    "origin": Text("存量或新增", "Stock or new"),
    "average_days": Text("平均天数", "Average days"),
    "average_hours": Text("平均小时", "Average hours"),
}


@dataclass(frozen=True)
class Described:
    """A column as it is kept with its table."""

    name: str
    title: Text
    type: str
    grade: int
    category: str
    element: str
    sources: tuple[str, ...]

    def stored(self) -> dict[str, Any]:
        """The stored form."""
        return {
            "name": self.name,
            "title": self.title.as_dict(),
            "type": self.type,
            "grade": self.grade,
            "category": self.category,
            "element": self.element,
            "sources": list(self.sources),
        }


def sources_of(sql: str, schema: Mapping[str, Mapping[str, str]], table: TableDefinition) -> Sources:
    """The `table.column` behind each column; a fed table's come from the room that feeds it. Raises ValueError."""
    return {} if table.fed else column_sources(sql, schema)


def describe(
    names: Sequence[str],
    sources: Sources,
    extra: Mapping[str, str],
    row: Store,
    definition: Definition,
    resources: Mapping[str, catalogue.ResourceView],
    table: TableDefinition,
) -> list[Described]:
    """Every column; its grade is the highest of its fields', so that what is derived is not less guarded than its source.

    `extra` names columns that hold an entity's id, with the key column they were made from.
    """
    by_alias = {alias(slug): resources[slug] for slug in definition.sources if slug in resources}
    earlier = {
        one.name: {column["name"]: column for column in one.columns}
        for one in BuiltTable.objects.filter(store=row)
    }
    found = []
    for name in names:
        origin = sources.get(extra.get(name, name), ())
        fields = [field for one in origin if (field := _field(one, by_alias, earlier))]
        top = max(fields, key=lambda one: one.grade, default=None)
        own = next((one for one in fields if one.name == name), None)
        same = own or (fields[0] if len(fields) == 1 else None)
        found.append(
            Described(
                name=name,
                title=own.title
                if own and name not in extra
                else _WORDS.get(name) or (same.title if same else Text(name, name)),
                type=same.type if same else top.type if top else "C",
                # An entity's id tells nobody anything; it is how looks find their person.
                grade=1 if name in extra else top.grade if top else 1,
                category=top.category if top else "public",
                element=top.element if top else "",
                sources=origin,
            )
        )
    return found


def _field(
    node: str,
    by_alias: Mapping[str, catalogue.ResourceView],
    earlier: Mapping[str, Mapping[str, Mapping[str, Any]]],
) -> catalogue.FieldView | None:
    table, _, column = node.partition(".")
    if table in by_alias:
        return by_alias[table].field(column)
    known = earlier.get(table, {}).get(column)
    return (
        as_field(
            column,
            Text.of(known["title"]),
            known["type"],
            known["grade"],
            known["category"],
            known["element"],
        )
        if known
        else None
    )


def as_field(
    name: str, title: Text, kind: str, grade: int, category: str, element: str
) -> catalogue.FieldView:
    """A column as the catalogue masks fields."""
    return catalogue.FieldView(name, title, kind, "", element, grade, category, False, False)
