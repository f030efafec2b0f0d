"""What a pack may hold, each kind owned by one room. In order: what others refer to comes first."""

from yiwang.packs.kinds.base import Kind
from yiwang.packs.kinds.certificates import CERTIFICATES
from yiwang.packs.kinds.decisions import DECISIONS
from yiwang.packs.kinds.elements import ELEMENTS
from yiwang.packs.kinds.entities import ENTITIES
from yiwang.packs.kinds.forms import FORMS
from yiwang.packs.kinds.items import ITEMS
from yiwang.packs.kinds.macro import MACRO
from yiwang.packs.kinds.processes import PROCESSES
from yiwang.packs.kinds.quality import QUALITY
from yiwang.packs.kinds.resources import RESOURCES
from yiwang.packs.kinds.samples import SAMPLES
from yiwang.packs.kinds.sources import SOURCES
from yiwang.packs.kinds.topics import TOPICS

KINDS: tuple[Kind, ...] = (
    ELEMENTS,
    RESOURCES,
    QUALITY,
    SOURCES,
    CERTIFICATES,
    FORMS,
    DECISIONS,
    PROCESSES,
    ITEMS,
    SAMPLES,
    MACRO,
    ENTITIES,
    TOPICS,
)
#: Folder and file suffix of each kind.
SUFFIXES = {kind.folder: kind.suffix for kind in KINDS}

__all__ = ["KINDS", "SUFFIXES", "Kind"]
