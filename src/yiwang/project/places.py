"""Where things lie on this machine: the project's home, the data of this installation."""

import os
from pathlib import Path


def home() -> Path:
    """The project's folder: `YIWANG_HOME`, or the checkout this package stands in."""
    return Path(os.environ.get("YIWANG_HOME") or Path(__file__).resolve().parents[3])


def var() -> Path:
    """Everything an installation keeps (database, keys, files, fonts): `YIWANG_VAR`, or `var/` at home."""
    return Path(os.environ.get("YIWANG_VAR") or home() / "var").resolve()


def node_modules() -> Path:
    """The npm packages: front-end assets, fonts, and the divisions of China."""
    return Path(os.environ.get("YIWANG_NODE_MODULES") or home() / "node_modules")
