"""Menus show what their reader can open, and where the reader is."""

import pytest

from yiwang.text import Text
from yiwang.theme import nav


@pytest.fixture(autouse=True)
def _nothing_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nav, "_entries", dict(nav._entries))


def test_a_reader_without_the_role_does_not_see_the_entry() -> None:
    def seen(*roles: str) -> set[str]:
        return {link.href for link in nav.links("desk", "/desk/", roles)}

    assert "/console/ledger/" not in seen("approver")
    assert "/console/ledger/" in seen("auditor")
    assert seen() == set()


def test_the_entry_whose_address_fits_best_is_current() -> None:
    current = [link.href for link in nav.links("public", "/me/cases/123/") if link.current]
    assert current == ["/me/cases/"]
    assert [link.href for link in nav.links("public", "/me/looks/") if link.current] == ["/me/"]
    assert [link.href for link in nav.links("public", "/") if link.current] == ["/"]


def test_home_is_not_current_everywhere() -> None:
    assert not any(link.current for link in nav.links("public", "/verify/"))


def test_an_entry_registered_again_replaces_itself() -> None:
    nav.add(nav.Entry("public", 99, "portal:help", Text("旧"), "help-circle"))
    nav.add(nav.Entry("public", 99, "portal:help", Text("新"), "help-circle"))
    assert [link.text.zh for link in nav.links("public", "/") if link.href == "/help/"] == ["新"]
