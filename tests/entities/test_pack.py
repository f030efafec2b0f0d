"""The pack of base registers speaks of resources and columns that the city's catalogue has."""

import tomllib
from pathlib import Path

import pytest
from tests.entities.conftest import PACK

_CATALOGUE = Path(__file__).parents[2] / "packs" / "city-catalogue" / "resources"


def resources():
    found = {}
    for file in _CATALOGUE.glob("*.toml"):
        table = tomllib.loads(file.read_text("utf-8"))
        for one in table.get("resource", ()):
            lines = (line.strip().lstrip("!") for line in one["fields"].strip().splitlines())
            columns = {line.partition("=")[0].partition("|")[0].strip() for line in lines if line}
            found[one["slug"]] = (table["department"], columns)
    return found


@pytest.mark.parametrize("kind", ["person", "firm", "house", "vehicle"])
def test_every_column_is_in_the_catalogue(kind):
    known = resources()
    for source in tomllib.loads((PACK / f"{kind}.toml").read_text("utf-8"))["source"]:
        department, columns = known[source["resource"]]
        assert source["department"] == department
        wanted = {
            *source["key"],
            source["number"],
            source.get("as_of", "updated_at"),
            *source["columns"].values(),
        }
        assert wanted | set(source.get("where", ())) <= columns, source["resource"]
