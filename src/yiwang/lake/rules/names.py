"""Names of tables, columns and loads."""

import re
from hashlib import sha256

#: As delivered, cleaned, served, and what was turned away.
LAYERS = ("ods", "dwd", "ads", "quarantine")

_TABLE = re.compile(rf"(?:{'|'.join(LAYERS)})\.[a-z][a-z0-9_]{{0,99}}")
_COLUMN = re.compile(r"[a-z_][a-z0-9_]{0,99}")


def is_table_name(name: str) -> bool:
    """Whether a name is `<layer>.<name>` of lower-case letters, digits and underscores."""
    return _TABLE.fullmatch(name) is not None


def is_column_name(name: str) -> bool:
    """Whether a column's name needs no quoting in any engine."""
    return _COLUMN.fullmatch(name) is not None


def folder_name(load_id: str) -> str:
    """A folder name for a load: readable, and unlike that of every other load."""
    return f"{re.sub(r'[^A-Za-z0-9]+', '-', load_id)[:40]}-{sha256(load_id.encode()).hexdigest()[:12]}"
