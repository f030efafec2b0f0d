"""What crosses the door of items."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from yiwang.forms.api import FormDefinition
from yiwang.text import Text

NO_TEXT = Text("")
Kind = Literal["instant", "promised", "proof"]


def purpose_of(item_name: Text) -> str:
    """The purpose of looking at somebody's data for an item."""
    return f"办件：{item_name.zh}"


@dataclass(frozen=True)
class LegalBasis:
    """One article an item rests on (设定依据); `checked` is None until somebody has read it in force."""

    law: Text
    article: Text
    source: str
    checked: date | None = None
    about: Text = NO_TEXT

    @property
    def verified(self) -> bool:
        """Whether the article was compared with the text in force."""
        return self.checked is not None


@dataclass(frozen=True)
class Material:
    """One document an applicant may have to give.

    `need`: 1 necessary, 2 not necessary, 3 may follow later. `kind`: 1 certificate, 2 form or document,
    3 other. `form`: 1 paper, 2 electronic, 3 both. `exempt_by` says what register or certificate replaces it.
    `field` is the question of the form that takes the file.
    """

    slug: str
    name: Text
    kind: str
    form: str
    need: str
    source: Text
    field: str = ""
    exempt_by: Text = NO_TEXT
    copies: int = 1
    standard: Text = NO_TEXT
    basis: str = ""

    @property
    def exempt(self) -> bool:
        """Whether the applicant need not hand it in, since the platform holds it."""
        return bool(self.exempt_by)

    @property
    def required(self) -> bool:
        """Whether an application is incomplete without it."""
        return self.need == "1" and not self.exempt


@dataclass(frozen=True)
class Fee:
    """One charge: what for, how much by which standard, and on what basis."""

    name: Text
    standard: Text
    basis: Text
    amount: str = ""


@dataclass(frozen=True)
class Stage:
    """One stage of handling. `days` are working days, None when its time is not counted (许可法 45)."""

    slug: str
    name: Text
    days: int | None
    who: Text = NO_TEXT
    result: Text = NO_TEXT


@dataclass(frozen=True)
class Faq:
    """A question people ask, and the answer."""

    question: Text
    answer: Text


@dataclass(frozen=True)
class Place:
    """Where an item is handled in person."""

    name: Text
    address: Text
    hours: Text


@dataclass(frozen=True)
class Remedy:
    """Where a refused applicant can turn: administrative review or a court."""

    kind: Literal["review", "court"]
    body: Text
    limit: Text
    address: Text = NO_TEXT
    phone: str = ""


@dataclass(frozen=True)
class ItemCard:
    """An item as a list shows it."""

    slug: str
    version: int
    code: str
    name: Text
    summary: Text
    department_code: str
    department: Text
    kind: Kind
    topics: tuple[str, ...]
    service_objects: tuple[str, ...]
    promised_days: int
    visits: int
    online: bool
    retired: bool = False


@dataclass(frozen=True)
class Item:
    """One version of an item, whole.

    `code` is the 31-character implementation code (实施编码): credit code, level of exercise, catalogue code.
    Time limits are working days; `promised_days` 0 means at once. Field names of the national exchange are
    given by `items.api.exchange_record`; `process` and `decisions` are BPMN and DMN documents.
    """

    slug: str
    version: int
    code: str
    handle_code: str
    catalog_code: str
    name: Text
    summary: Text
    department_code: str
    department: Text
    kind: Kind
    task_type: str
    use_level: str
    department_nature: str
    service_objects: tuple[str, ...]
    project_type: str
    handle_types: tuple[str, ...]
    statutory_days: int | None
    promised_days: int
    legal_basis: tuple[LegalBasis, ...]
    conditions: tuple[Text, ...]
    materials: tuple[Material, ...]
    fees: tuple[Fee, ...]
    stages: tuple[Stage, ...]
    faqs: tuple[Faq, ...]
    places: tuple[Place, ...]
    remedies: tuple[Remedy, ...]
    result_name: Text
    result_type: str
    result_sample: str
    certificate_type: str
    level_required: int
    online: bool
    online_depth: tuple[str, ...]
    online_grade: str
    pay_online: bool
    visits: int
    visit_reason: Text
    window_ok: bool
    on_behalf_ok: bool
    delivery: tuple[str, ...]
    handle_area: str
    topics: tuple[str, ...]
    keywords: tuple[str, ...]
    consult_phone: str
    complaint_phone: str
    valid_from: date
    area_code: str
    form: FormDefinition
    process: bytes
    decisions: Mapping[str, bytes]
    digest: str
    retired: bool = False

    @property
    def open(self) -> bool:
        """Whether new applications are taken."""
        return not self.retired

    @property
    def purpose(self) -> str:
        """For what a register is asked about its applicants; the person reads it under “who looked at my data”."""
        return purpose_of(self.name)

    @property
    def instant(self) -> bool:
        """Whether it is decided at once, without an officer unless something is out of order."""
        return self.promised_days == 0

    @property
    def card(self) -> ItemCard:
        """The item as a list shows it."""
        return ItemCard(
            self.slug,
            self.version,
            self.code,
            self.name,
            self.summary,
            self.department_code,
            self.department,
            self.kind,
            self.topics,
            self.service_objects,
            self.promised_days,
            self.visits,
            self.online,
            self.retired,
        )


@dataclass(frozen=True)
class ItemProblem:
    """Something wrong in an item as written: `key` is a dotted path into its table (`materials.2.name`)."""

    key: str
    message: Text


@dataclass(frozen=True)
class Hit:
    """One search result: the item, how well it fits (0–1), and what matched (words, pinyin, similar)."""

    item: ItemCard
    score: float
    matched: str


@dataclass(frozen=True)
class CatalogueFigures:
    """How online the catalogue is. A rate is None while there is nothing to divide by."""

    items: int
    online: int
    wholly_online: int
    at_most_one_visit: int
    instant: int
    statutory_days: int
    promised_days: int

    @staticmethod
    def _rate(part: int, whole: int) -> float | None:
        return part / whole if whole else None

    @property
    def online_rate(self) -> float | None:
        """网上可办率: items that can be applied for online."""
        return self._rate(self.online, self.items)

    @property
    def wholly_online_rate(self) -> float | None:
        """全程网办率: no visit at all, result included."""
        return self._rate(self.wholly_online, self.items)

    @property
    def one_visit_rate(self) -> float | None:
        """一次办率: at most one visit."""
        return self._rate(self.at_most_one_visit, self.items)

    @property
    def time_saved(self) -> float | None:
        """承诺时限压缩比: how much shorter the promises are than the law's limits."""
        return self._rate(self.statutory_days - self.promised_days, self.statutory_days)
