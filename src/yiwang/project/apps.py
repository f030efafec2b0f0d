"""The wiring itself, as an app: what start-up ties together."""

import tomllib
from functools import cache

from django.apps import AppConfig
from django.conf import settings

from yiwang.text import Text
from yiwang.theme.brand import NEUTRAL, Brand, set_source


class ProjectConfig(AppConfig):
    name = "yiwang.project"
    label = "project"

    def ready(self) -> None:
        from yiwang.project import sample_data  # noqa: F401  (the worker must know its task)
        from yiwang.project.observe import configure_logs

        configure_logs()
        set_source(city_brand)


@cache
def city_brand() -> Brand:
    """The brand of the city that this installation serves, from its pack."""
    file = settings.HOME / "cities" / settings.CITY / "city.toml"
    if not file.exists():
        return NEUTRAL
    city = tomllib.loads(file.read_text(encoding="utf-8"))
    look = city["brand"]
    return Brand(
        slug=city["slug"],
        city=Text.of(city["name"]),
        site=Text.of(look["site"]),
        accent=look["accent"],
        owner=Text.of(look["owner"]),
        hotline=look.get("hotline", "12345"),
    )
