"""A real browser for the pages: Debian's Chromium, signed in by the cookies of the stories' own browsers."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.support.browser import Browser as Plain

DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
#: No sandbox, since CI runs as root in a container; nothing that talks to the world outside.
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_AXE = Path(os.environ.get("YIWANG_NODE_MODULES", "node_modules")) / "axe-core" / "axe.min.js"
WEIGHT_LIMIT = 300 * 1024


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser a module: Playwright suffers only one at a time, and other modules bring their own."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "no Chromium: run `make browser`"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Screen:
    """One tab of one reader. Complaints of the page's own console are gathered: a page should have none."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a page of the house."""
        self.page.goto(f"{self.base}{path}")
        return self.page

    def faults(self) -> list[str]:
        """What axe-core and a ruler find wrong: broken accessibility rules, and a page wider than its screen."""
        self.page.evaluate(_AXE.read_text(encoding="utf-8"))
        found: dict[str, Any] = self.page.evaluate("axe.run({resultTypes: ['violations']})")
        told = [
            f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:160]}" for one in found["violations"]
        ]
        over = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        return [*told, *([f"{over} px too wide"] if over > 0 else [])]

    def weight(self, path: str) -> int:
        """Bytes over the wire for a first visit to a page with everything it loads."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        sizes: list[int] = []
        session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        self.open(path)
        self.page.wait_for_load_state("networkidle")
        session.detach()
        return round(sum(sizes))


@dataclass
class Screens:
    """Opens tabs, and closes them all at the end."""

    chromium: Browser
    base: str
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(
        self, reader: Plain | None = None, *, phone: bool = False, english: bool = False, worker: bool = False
    ) -> Screen:
        """A fresh tab; `reader` is somebody signed in already, `worker` lets the service worker in."""
        context = self.chromium.new_context(
            viewport=PHONE if phone else DESKTOP,
            locale="en-GB" if english else "zh-CN",
            service_workers="allow" if worker else "block",
        )
        self.contexts.append(context)
        if reader is not None:
            context.add_cookies(
                [
                    {"name": one.name, "value": one.value or "", "url": self.base}
                    for one in reader.http.cookies.jar
                ]
            )
        page = context.new_page()
        page.set_default_timeout(10_000)
        screen = Screen(page, self.base)
        page.on("pageerror", lambda error: screen.complaints.append(str(error)))
        page.on(
            "console",
            lambda line: (
                screen.complaints.append(line.text)
                if line.type == "error" and "status of" not in line.text
                else None
            ),
        )
        return screen

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture
def screens(chromium: Browser, house: Any) -> Iterator[Screens]:
    """Tabs of a real browser on the house."""
    opened = Screens(chromium, house.url)
    yield opened
    opened.close()
