"""Puts the desk's pages into the staff menu."""

from importlib import import_module

from django.apps import AppConfig

from yiwang.console.data import ROOMS
from yiwang.text import Text
from yiwang.theme import nav

_CASES = Text("办件", "Cases")
_TRUST = Text("证照与印章", "Certificates and seals")
_HOUSE = Text("平台", "Platform")


class ConsoleConfig(AppConfig):
    name = "yiwang.console"
    label = "console"
    verbose_name = "审批工作台"

    def ready(self) -> None:
        handlers = frozenset({"approver", "issuer"})
        nav.add(
            nav.Entry("desk", 10, "console:queue", Text("待办", "My queue"), "inbox", handlers, _CASES),
            nav.Entry(
                "desk",
                20,
                "console:redress",
                Text("差评整改", "Bad ratings"),
                "message-report",
                frozenset({"approver"}),
                _CASES,
            ),
            nav.Entry(
                "desk",
                40,
                "console:certificates",
                Text("证照目录", "Certificates"),
                "certificate",
                frozenset({"data-officer", "issuer", "approver", "auditor", "leader"}),
                _TRUST,
            ),
            nav.Entry(
                "desk",
                50,
                "console:seals",
                Text("电子印章", "Seals"),
                "rubber-stamp",
                frozenset({"seal-keeper", "operator", "auditor", "leader"}),
                _TRUST,
            ),
            nav.Entry(
                "desk",
                60,
                "console:sources",
                Text("数据源", "Data sources"),
                "plug",
                frozenset({"operator"}),
                _HOUSE,
            ),
            nav.Entry(
                "desk",
                70,
                "console:ledger",
                Text("审计账本", "Audit ledger"),
                "fingerprint",
                frozenset({"auditor"}),
                _HOUSE,
            ),
        )
        for room in ROOMS:
            nav.add(*import_module(f"yiwang.console.data.{room}.menu").ENTRIES)
