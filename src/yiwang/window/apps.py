"""Puts the window's pages into the staff menu."""

from django.apps import AppConfig

from yiwang.text import Text
from yiwang.theme import nav


class WindowConfig(AppConfig):
    name = "yiwang.window"
    label = "window"
    verbose_name = "综合窗口"

    def ready(self) -> None:
        clerks, group = frozenset({"window-clerk"}), Text("综合窗口", "One window")
        nav.add(
            nav.Entry("desk", 1, "window:home", Text("待受理", "To accept"), "inbox", clerks, group),
            nav.Entry("desk", 2, "window:pick", Text("收件", "New case"), "edit", clerks, group),
            nav.Entry("desk", 3, "window:results", Text("出件", "Results"), "certificate", clerks, group),
        )
