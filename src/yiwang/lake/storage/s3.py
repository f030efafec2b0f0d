"""An object store instead of the local disk, by configuration."""

import importlib.util
import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def io_properties() -> dict[str, str]:
    """What pyiceberg's file access is told of the object store; nothing for a local lake."""
    told = {
        "s3.endpoint": os.environ.get("YIWANG_LAKE_ENDPOINT", ""),
        "s3.region": os.environ.get("YIWANG_LAKE_REGION", "us-east-1"),
        "s3.access-key-id": os.environ.get("YIWANG_LAKE_KEY_ID", ""),
        "s3.secret-access-key": os.environ.get("YIWANG_LAKE_SECRET", ""),
    }
    if not os.environ.get("YIWANG_LAKE_URL", "").startswith("s3://"):
        return {}
    return {name: value for name, value in told.items() if value}


def open_store(connection: "DuckDBPyConnection") -> None:
    """Let one DuckDB connection read the object store: the extension of the wheel, and a secret of this connection."""
    package = importlib.util.find_spec("duckdb_extension_httpfs")
    assert package
    assert package.submodule_search_locations
    (extension,) = Path(package.submodule_search_locations[0]).rglob("httpfs.duckdb_extension")
    connection.load_extension(str(extension))
    told = io_properties()
    url = urlsplit(told.get("s3.endpoint", ""))
    options = {
        "KEY_ID": told.get("s3.access-key-id", ""),
        "SECRET": told.get("s3.secret-access-key", ""),
        "REGION": told["s3.region"],
        "ENDPOINT": url.netloc,
        "URL_STYLE": "path" if url.netloc else "",
    }
    listed = ", ".join(
        f"{name} '{value.replace(chr(39), chr(39) * 2)}'" for name, value in options.items() if value
    )
    plain = ", USE_SSL false" if url.scheme == "http" else ""
    connection.execute(f"CREATE OR REPLACE SECRET lake (TYPE s3, {listed}{plain})")
