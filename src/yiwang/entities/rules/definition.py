"""A kind of entity as a pack declares it: attributes, sources, who is the authority, life, linkage."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from yiwang.entities.rules.comparisons import KINDS as COMPARISONS
from yiwang.entities.rules.numbers import SCHEMES
from yiwang.text import Text

TYPES = ("text", "date", "number", "boolean", "item")
#: How two values are held against each other before they count as different.
SAME = ("exact", "name", "address", "organisation", "digits")
MASKS = ("", "name", "number", "mobile", "address")
KEYS = frozenset(
    {"slug", "name", "icon", "personal", "number", "attribute", "source", "life", "linkage", "note"}
)
_NONE: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Attribute:
    """One attribute. `sources` are in the order of authority: the first is the one source (数源), the rest verify.

    `grade` is that of GB/T 43697; `sealed` values rest encrypted; of `many` values all stand together.
    """

    name: str
    title: Text
    type: str
    grade: int
    sources: tuple[str, ...]
    sealed: bool = False
    many: bool = False
    same: str = "exact"
    mask: str = ""
    ticket: bool = False


@dataclass(frozen=True)
class Source:
    """A resource that feeds the kind. `key` are the columns that name a record, `number` the one that holds its number.

    `columns` gives the resource's column by attribute. A source that does not found (`founds` false) adds to entities
    that others brought. With `many` each row is one value of that attribute, made of `columns`. Of rows of one moment
    the one with the greatest `after` is the newest (without that column: the one with the greatest values).
    """

    slug: str
    resource: str
    department: str
    title: Text
    key: tuple[str, ...]
    number: str
    as_of: str
    columns: Mapping[str, str]
    founds: bool = True
    many: str = ""
    after: str = ""
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class State:
    """A state of life; `values` are what sources write for it. Nothing follows an `ended` state by itself."""

    slug: str
    title: Text
    values: tuple[str, ...]
    ended: bool


@dataclass(frozen=True)
class Event:
    """What happens in a life: from which states it may, and into which it leads."""

    slug: str
    title: Text
    come_from: tuple[str, ...]
    to: str


@dataclass(frozen=True)
class Life:
    """Where the state is read from, the states, and the events between them."""

    attribute: str
    start: str
    states: tuple[State, ...]
    events: tuple[Event, ...]

    def state(self, slug: str) -> State:
        return next(one for one in self.states if one.slug == slug)


@dataclass(frozen=True)
class Comparison:
    """Which column of the standardised record is compared, and how."""

    column: str
    kind: str


@dataclass(frozen=True)
class Linkage:
    """How records without a number find their entity. Weights are bits: log2 of the odds."""

    standard: Mapping[str, str]
    blocks: tuple[tuple[str, ...], ...]
    comparisons: tuple[Comparison, ...]
    prior: float
    link_weight: float
    review_weight: float
    margin: float


@dataclass(frozen=True)
class Kind:
    """A kind, whole."""

    slug: str
    name: Text
    icon: str
    personal: bool
    scheme: str
    number_attribute: str
    attributes: tuple[Attribute, ...]
    sources: tuple[Source, ...]
    life: Life | None
    linkage: Linkage | None
    note: Text

    def attribute(self, name: str) -> Attribute:
        return next(one for one in self.attributes if one.name == name)

    def source(self, slug: str) -> Source:
        return next(one for one in self.sources if one.slug == slug)

    @property
    def sealed(self) -> tuple[str, ...]:
        """Attributes that rest sealed, in their order."""
        return tuple(one.name for one in self.attributes if one.sealed)

    @property
    def plain(self) -> tuple[str, ...]:
        """Attributes of one value each."""
        return tuple(one.name for one in self.attributes if not one.many)


def read(table: Mapping[str, Any]) -> Kind:
    """The kind a text declares; `problems` must have found nothing."""
    number, life, linkage = table["number"], table.get("life"), table.get("linkage")
    return Kind(
        slug=str(table["slug"]),
        name=Text.of(table["name"]),
        icon=str(table.get("icon", "database")),
        personal=bool(table.get("personal", False)),
        scheme=str(number["scheme"]),
        number_attribute=str(number["attribute"]),
        attributes=tuple(_attribute(one) for one in table["attribute"]),
        sources=tuple(_source(one) for one in table["source"]),
        life=_life(life) if life else None,
        linkage=_linkage(linkage) if linkage else None,
        note=Text.of(table.get("note", "")),
    )


def _attribute(one: Mapping[str, Any]) -> Attribute:
    return Attribute(
        name=str(one["name"]),
        title=Text.of(one["title"]),
        type=str(one.get("type", "text")),
        grade=int(one.get("grade", 1)),
        sources=tuple(one["sources"]),
        sealed=bool(one.get("sealed", False)),
        many=bool(one.get("many", False)),
        same=str(one.get("same", "exact")),
        mask=str(one.get("mask", "")),
        ticket=bool(one.get("ticket", False)),
    )


def _source(one: Mapping[str, Any]) -> Source:
    resource = str(one["resource"])
    return Source(
        slug=str(one.get("slug", resource)),
        resource=resource,
        department=str(one["department"]),
        title=Text.of(one["title"]),
        key=tuple(one["key"]),
        number=str(one["number"]),
        as_of=str(one.get("as_of", "updated_at")),
        columns=dict(one["columns"]),
        founds=bool(one.get("founds", True)),
        many=str(one.get("many", "")),
        after=str(one.get("after", "")),
        where={name: tuple(values) for name, values in one.get("where", _NONE).items()},
        values={name: dict(given) for name, given in one.get("values", _NONE).items()},
    )


def _life(table: Mapping[str, Any]) -> Life:
    return Life(
        attribute=str(table["attribute"]),
        start=str(table["start"]),
        states=tuple(
            State(one["slug"], Text.of(one["title"]), tuple(one["values"]), bool(one.get("ended", False)))
            for one in table["state"]
        ),
        events=tuple(
            Event(one["slug"], Text.of(one["title"]), tuple(one["from"]), one["to"]) for one in table["event"]
        ),
    )


def _linkage(table: Mapping[str, Any]) -> Linkage:
    return Linkage(
        standard=dict(table["standard"]),
        blocks=tuple(tuple(one) for one in table["blocks"]),
        comparisons=tuple(Comparison(one["column"], one["kind"]) for one in table["comparison"]),
        prior=float(table.get("prior", -16.0)),
        link_weight=float(table.get("link_weight", 8.0)),
        review_weight=float(table.get("review_weight", 1.0)),
        margin=float(table.get("margin", 4.0)),
    )


def problems(table: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
    """What is wrong with a text, each with the key it stands under."""
    for key in set(table) - KEYS:
        yield key, Text(f"没有名为 {key} 的项。", f"There is no key {key}.")
    for key in ("slug", "name", "number", "attribute", "source"):
        if not table.get(key):
            yield key, Text(f"缺少 {key}。", f"{key} is missing.")
            return
    number = table["number"]
    if number.get("scheme") not in SCHEMES:
        known = "、".join(SCHEMES)
        yield "number.scheme", Text(f"号码规则应为 {known} 之一。", f"The scheme is one of {known}.")
    attributes = {str(one.get("name", "")): one for one in table["attribute"]}
    sources = {str(one.get("slug", one.get("resource", ""))): one for one in table["source"]}
    if number.get("attribute") not in attributes:
        yield "number.attribute", Text("号码属性不在属性表中。", "The number is none of the attributes.")
    for at, one in enumerate(table["attribute"]):
        yield from _attribute_problems(f"attribute.{at}", one, sources)
    for at, one in enumerate(table["source"]):
        yield from _source_problems(f"source.{at}", one, attributes)
    if life := table.get("life"):
        yield from _life_problems(life, attributes)
    if linkage := table.get("linkage"):
        yield from _linkage_problems(linkage, attributes)


def _attribute_problems(
    where: str, one: Mapping[str, Any], sources: Mapping[str, Any]
) -> Iterator[tuple[str, Text]]:
    title = Text.of(one.get("title", ""))
    if not (title.zh and title.en):
        yield f"{where}.title", Text("属性须有中英文名称。", "An attribute is named in both languages.")
    for key, known in (("type", TYPES), ("same", SAME), ("mask", MASKS)):
        if key in one and one[key] not in known:
            listed = "、".join(known)
            yield f"{where}.{key}", Text(f"{key} 应为 {listed} 之一。", f"{key} is one of {listed}.")
    order: Sequence[str] = one.get("sources", ())
    if not order:
        yield (
            f"{where}.sources",
            Text("须写明数源及核验源的次序。", "Name the sources, the authority first."),
        )
    for slug in order:
        if slug not in sources:
            yield f"{where}.sources", Text(f"没有来源 {slug}。", f"There is no source {slug}.")
        elif not one.get("many") and one.get("name") not in sources[slug].get("columns", {}):
            text = Text(f"来源 {slug} 没有 {one.get('name')}。", f"{slug} has no {one.get('name')}.")
            yield f"{where}.sources", text


def _source_problems(
    where: str, one: Mapping[str, Any], attributes: Mapping[str, Any]
) -> Iterator[tuple[str, Text]]:
    for key in ("resource", "department", "title", "key", "number", "columns"):
        if not one.get(key):
            yield f"{where}.{key}", Text(f"缺少 {key}。", f"{key} is missing.")
    many = one.get("many", "")
    if many and not attributes.get(many, {}).get("many"):
        yield f"{where}.many", Text(f"{many} 不是多值属性。", f"{many} is no attribute of many values.")
    if not many:
        for name in one.get("columns", {}):
            if name not in attributes:
                yield f"{where}.columns.{name}", Text(f"没有属性 {name}。", f"There is no attribute {name}.")


def _life_problems(life: Mapping[str, Any], attributes: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
    states = {one.get("slug") for one in life.get("state", ())}
    if life.get("attribute") not in attributes:
        yield "life.attribute", Text("状态属性不在属性表中。", "The state is none of the attributes.")
    if life.get("start") not in states:
        yield "life.start", Text("起始状态不在状态表中。", "The first state is none of the states.")
    for at, one in enumerate(life.get("event", ())):
        for state in (*one.get("from", ()), one.get("to")):
            if state not in states:
                yield f"life.event.{at}", Text(f"没有状态 {state}。", f"There is no state {state}.")


def _linkage_problems(
    linkage: Mapping[str, Any], attributes: Mapping[str, Any]
) -> Iterator[tuple[str, Text]]:
    for name in linkage.get("standard", {}):
        if name not in attributes:
            yield f"linkage.standard.{name}", Text(f"没有属性 {name}。", f"There is no attribute {name}.")
    for at, one in enumerate(linkage.get("comparison", ())):
        if one.get("kind") not in COMPARISONS:
            known = "、".join(COMPARISONS)
            yield (
                f"linkage.comparison.{at}",
                Text(f"比较方法应为 {known} 之一。", f"A comparison is {known}."),
            )
