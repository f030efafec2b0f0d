"""What stands on the overview: one line for each step that data take, one for each base, one for each topic store."""

from dataclasses import dataclass

from yiwang.access.api import Actor
from yiwang.catalogue import api as catalogue
from yiwang.collection import api as collection
from yiwang.entities import api as entities
from yiwang.lake import api as lake
from yiwang.macro import api as macro
from yiwang.places import api as places
from yiwang.quality import api as quality
from yiwang.text import Text
from yiwang.tickets import api as tickets
from yiwang.topics import api as topics


@dataclass(frozen=True)
class Step:
    """A step of the life of data: its page, a number, and what the number counts."""

    name: Text
    url_name: str
    value: int
    unit: Text
    note: Text


@dataclass(frozen=True)
class Base:
    """One of the six bases (人口、法人、空间地理、信用、证照、宏观经济)."""

    name: Text
    url_name: str
    slug: str
    value: int
    unit: Text
    note: Text


def steps(actor: Actor) -> tuple[Step, ...]:
    """From the catalogue to what is sent back, in the order data go through the house."""
    numbers, collected = catalogue.statistics(), collection.statistics()
    held = lake.totals()
    rate = "—" if collected.rate is None else f"{collected.rate:.0%}"
    scores = [one.score for one in quality.ranking() if one.score is not None]
    mean = f"{sum(scores) / len(scores):.1f}" if scores else "—"
    return (
        Step(
            Text("编目", "Catalogue"),
            "console:catalogue-list",
            numbers.resources,
            Text("项资源", "resources"),
            Text(f"{numbers.fields:,} 个信息项", f"{numbers.fields:,} fields"),
        ),
        Step(
            Text("归集", "Collection"),
            "console:collection-board",
            collected.records,
            Text("条", "records"),
            Text(f"核心业务数据归集率 {rate}", f"{rate} of core data collected"),
        ),
        Step(
            Text("存储", "Storage"),
            "console:lake-list",
            held.rows,
            Text("行", "rows"),
            Text(
                f"{held.tables:,} 张表，{held.bytes / 1e6:,.1f} MB",
                f"{held.tables:,} tables, {held.bytes / 1e6:,.1f} MB",
            ),
        ),
        Step(
            Text("治理", "Governance"),
            "console:quality-board",
            sum(one.total for one in quality.rule_counts().values()),
            Text("条规则", "rules"),
            Text(f"平均得分 {mean}", f"mean score {mean}"),
        ),
        Step(
            Text("校核", "Sent back"),
            "console:tickets-list",
            tickets.open_count(actor),
            Text("张工单待答复", "tickets open"),
            Text("退回数据提供部门", "with the departments"),
        ),
        Step(
            Text("应用", "Use"),
            "console:topics-list",
            sum(len(one.tables) for one in topics.stores()),
            Text("张服务表", "tables served"),
            Text("按用途查询，全程留痕", "asked for a purpose, on the ledger"),
        ),
    )


def bases(actor: Actor) -> tuple[Base, ...]:
    """The six bases with how much each holds."""
    kinds = {one.kind: one for one in entities.figures(actor=actor)}
    stores = {one.definition.slug: one for one in topics.stores()}
    layers = places.layers(actor)
    indicators = macro.directory()
    found = [
        Base(
            name,
            "console:entities-board",
            "",
            kinds[kind].entities if kind in kinds else 0,
            unit,
            Text(
                f"{len(kinds[kind].sources)} 个来源，{kinds[kind].conflicts} 处不一致"
                if kind in kinds
                else "",
                f"{len(kinds[kind].sources)} sources, {kinds[kind].conflicts} conflicts"
                if kind in kinds
                else "",
            ),
        )
        for kind, name, unit in (
            ("person", Text("人口", "Population"), Text("人", "persons")),
            ("firm", Text("法人", "Legal entities"), Text("家", "entities")),
        )
    ]
    found.append(
        Base(
            Text("自然资源和空间地理", "Space and geography"),
            "console:places-list",
            "",
            sum(one.features for one in layers),
            Text("个要素", "features"),
            Text(f"{len(layers)} 个图层", f"{len(layers)} layers"),
        )
    )
    for slug, name in (
        ("base-credit", Text("社会信用", "Public credit")),
        ("base-certificate", Text("电子证照", "Certificates")),
    ):
        tables = stores[slug].tables if slug in stores else ()
        found.append(
            Base(
                name,
                "console:topics-one",
                slug,
                sum(table.rows or 0 for table in tables),
                Text("条", "records"),
                Text(f"{len(tables)} 张表", "1 table" if len(tables) == 1 else f"{len(tables)} tables"),
            )
        )
    found.append(
        Base(
            Text("宏观经济", "Macro-economy"),
            "console:macro-list",
            "",
            sum(one.values for one in indicators),
            Text("个数值", "values"),
            Text(f"{len(indicators)} 个指标", f"{len(indicators)} indicators"),
        )
    )
    return tuple(found)


def topic_stores() -> tuple[topics.StoreView, ...]:
    """The N topics: every store that is not one of the bases."""
    return tuple(one for one in topics.stores() if one.definition.kind == "topic")
