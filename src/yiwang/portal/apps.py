"""Puts the residents' pages into the public menu."""

from django.apps import AppConfig

from yiwang.text import Text
from yiwang.theme import nav


class PortalConfig(AppConfig):
    name = "yiwang.portal"
    label = "portal"
    verbose_name = "一网通办门户"

    def ready(self) -> None:
        nav.add(
            nav.Entry("public", 10, "portal:home", Text("首页", "Home"), "home"),
        )
