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
            nav.Entry("public", 20, "portal:items", Text("办事", "Services"), "list-search"),
            nav.Entry("public", 30, "portal:my-cases", Text("办件", "My cases"), "clipboard-list"),
            nav.Entry("public", 40, "portal:my-certificates", Text("证照", "Certificates"), "certificate"),
            nav.Entry("public", 50, "portal:me", Text("我的", "Me"), "user"),
        )
