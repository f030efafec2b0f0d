"""The door of the topics room."""

from yiwang.topics.errors import (
    BadDefinition,
    BadQuestion,
    CaseNeeded,
    NoListOfPeople,
    NoSuchStore,
    NoSuchTable,
    NotBuilt,
    PurposeNeeded,
)
from yiwang.topics.facts import TopicBuilt
from yiwang.topics.queries import store, stores, stores_fed_by
from yiwang.topics.rules.definition import problems, read_definition
from yiwang.topics.rules.drafts import draft
from yiwang.topics.rules.keys import KEY_COLUMNS, KINDS, keys_in
from yiwang.topics.services.build import build
from yiwang.topics.services.credit_file import CreditLine, credit_file
from yiwang.topics.services.define import define, retire
from yiwang.topics.services.feed import put
from yiwang.topics.services.land_samples import land_samples
from yiwang.topics.services.preview import preview
from yiwang.topics.services.query import CASE, PURPOSE, aggregate, by_key, least_cell, listing
from yiwang.topics.services.tags import about, tags_of
from yiwang.topics.types import (
    BuildReport,
    BuiltView,
    Cells,
    ColumnView,
    Definition,
    Rows,
    StoreView,
    TableDefinition,
    TagView,
)

__all__ = [
    "CASE",
    "KEY_COLUMNS",
    "KINDS",
    "PURPOSE",
    "BadDefinition",
    "BadQuestion",
    "BuildReport",
    "BuiltView",
    "CaseNeeded",
    "Cells",
    "ColumnView",
    "CreditLine",
    "Definition",
    "NoListOfPeople",
    "NoSuchStore",
    "NoSuchTable",
    "NotBuilt",
    "PurposeNeeded",
    "Rows",
    "StoreView",
    "TableDefinition",
    "TagView",
    "TopicBuilt",
    "about",
    "aggregate",
    "build",
    "by_key",
    "credit_file",
    "define",
    "draft",
    "keys_in",
    "land_samples",
    "least_cell",
    "listing",
    "preview",
    "problems",
    "put",
    "read_definition",
    "retire",
    "store",
    "stores",
    "stores_fed_by",
    "tags_of",
]
