"""A person at a browser without JavaScript: follows links, fills in forms by their labels, presses buttons."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urldefrag, urljoin

import httpx
from lxml import html

_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN",
}
_SKIPPED = {"submit", "button", "reset", "image"}
_NOT_SHOWN = "self::script or self::style or self::template or @hidden"


class NotOnPage(AssertionError):
    """The page has no such link, control or button; says what it has."""


@dataclass
class Browser:
    """One person's browser: its cookies, and the page in front of them."""

    base: str
    name: str = ""
    http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.http = httpx.Client(base_url=self.base, headers=_HEADERS, follow_redirects=True, timeout=30)

    def open(self, path: str, expect: int = 200) -> "Page":
        """Go to an address; the answer must have the expected status."""
        return self._arrive(self.http.get(path), expect)

    def send(
        self,
        path: str,
        data: Any = None,
        *,
        files: Any = None,
        method: str = "POST",
        expect: int = 200,
    ) -> "Page":
        """What a form sends when its button is pressed."""
        if method == "GET":
            return self._arrive(self.http.get(path, params=data), expect)
        # A browser names where a form came from; the server compares it.
        return self._arrive(
            self.http.post(path, data=data, files=files, headers={"Origin": self.base}), expect
        )

    def token(self) -> str:
        """The CSRF token this browser holds, for requests that no form of a page makes."""
        if "csrftoken" not in self.http.cookies:
            self.open("/")
        return self.http.cookies["csrftoken"]

    def forge(self, path: str, expect: int = 200, **data: Any) -> "Page":
        """A request made by hand, with a valid CSRF token: only permissions stand in its way."""
        return self.send(path, {"csrfmiddlewaretoken": self.token(), **data}, expect=expect)

    def download(self, path: str) -> bytes:
        """A file behind a link."""
        answer = self.http.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        assert "attachment" in answer.headers["Content-Disposition"]
        return answer.content

    def close(self) -> None:
        self.http.close()

    def _arrive(self, answer: httpx.Response, expect: int) -> "Page":
        page = Page(self, answer)
        if answer.status_code != expect:
            shown = page.text[:600] if page.is_html else answer.text[:600]
            raise AssertionError(
                f"{self.name} {answer.request.method} {answer.url}: {answer.status_code}, not {expect}\n{shown}"
            )
        return page


@dataclass
class Page:
    """A page as it came, with what can be done on it."""

    browser: Browser
    answer: httpx.Response

    def __post_init__(self) -> None:
        self.is_html = "html" in self.answer.headers.get("Content-Type", "")
        self.tree = html.fromstring(self.answer.text) if self.is_html else None

    @property
    def status(self) -> int:
        return self.answer.status_code

    @property
    def path(self) -> str:
        return self.answer.url.raw_path.decode()

    @property
    def text(self) -> str:
        """What stands on the page, words only."""
        return _words(self.tree)

    @property
    def main(self) -> str:
        """What stands in its main part: without menus and footer."""
        found = self.tree.xpath("//main")
        return _words(found[0]) if found else self.text

    @property
    def heading(self) -> str:
        return _words(self.tree.xpath("//h1")[0])

    def section(self, heading: str) -> str:
        """The words of the section, card or list entry under a heading."""
        for found in self.tree.xpath("//h1|//h2|//h3|//dt"):
            if _words(found) == heading:
                return _words(found.getparent())
        raise NotOnPage(
            f"no heading {heading!r}: {[_words(one) for one in self.tree.xpath('//h1|//h2|//h3')]}"
        )

    @property
    def alerts(self) -> str:
        """What the page draws attention to."""
        return " ".join(
            _words(one) for one in self.tree.xpath("//*[contains(concat(' ', @class, ' '), ' alert ')]")
        )

    def fact(self, label: str) -> str:
        """The value beside a label in a list of facts."""
        for found in self.tree.xpath("//dt"):
            if _words(found).startswith(label):
                return _words(found.getnext())
        raise NotOnPage(f"no fact {label!r}: {[_words(one) for one in self.tree.xpath('//dt')]}")

    def facts(self) -> dict[str, str]:
        return {_words(one): _words(one.getnext()) for one in self.tree.xpath("//dt")}

    def links(self, pattern: str = "") -> list[str]:
        """Addresses of the links of the page that match."""
        found = [urldefrag(urljoin(self.path, one))[0] for one in self.tree.xpath("//a/@href")]
        return [one for one in found if re.search(pattern, one)]

    def has_link(self, words: str) -> bool:
        return any(words in _words(one) for one in self.tree.xpath("//a[@href]"))

    def follow(self, words: str, expect: int = 200) -> "Page":
        """Follow the first link with these words."""
        for found in self.tree.xpath("//a[@href]"):
            if words in _words(found):
                return self.browser.open(urljoin(self.path, found.get("href")), expect)
        raise NotOnPage(
            f"no link {words!r} on {self.path}: {[_words(one) for one in self.tree.xpath('//a')]}"
        )

    def form(self, button: str) -> "Form":
        """The form with a button of this name."""
        for found in self.tree.xpath("//form"):
            if any(_is_called(one, button) for one in found.xpath(".//button")):
                return Form(self, found)
        raise NotOnPage(f"no button {button!r} on {self.path}: {self.buttons}")

    @property
    def buttons(self) -> list[str]:
        return [_words(one) for one in self.tree.xpath("//button")]

    def press(self, button: str, answers: dict[str, Any] | None = None, expect: int = 200) -> "Page":
        """Fill in the form that has the button, by label, and press it."""
        return self.form(button).fill_all(answers or {}).press(button, expect)


class Form:
    """A form being filled in: begins with what the page says, as a browser would send it."""

    def __init__(self, page: Page, element: Any) -> None:
        self.page, self.element = page, element
        self.values: list[tuple[str, str]] = list(self._initial())
        self.files: list[tuple[str, tuple[str, bytes, str]]] = []

    def _initial(self) -> Iterator[tuple[str, str]]:
        for control in self.element.xpath(".//input|.//textarea|.//select"):
            name, kind = control.get("name"), control.get("type", "text")
            if not name or control.get("disabled") is not None or kind in _SKIPPED or kind == "file":
                continue
            if control.tag == "select":
                options = control.xpath("./option[@selected]") or control.xpath("./option")[:1]
                yield from ((name, one.get("value", _words(one))) for one in options)
            elif control.tag == "textarea":
                yield name, (control.text or "").removeprefix("\n")
            elif kind not in ("radio", "checkbox") or control.get("checked") is not None:
                yield name, control.get("value", "on" if kind == "checkbox" else "")

    def __getitem__(self, name: str) -> str:
        return next(value for key, value in self.values if key == name)

    def fill(self, label: str, value: Any) -> "Form":
        """Answer the question with this label (or this field name): a text, a choice, True to tick, a file.

        A file is `(name, bytes, media type)`.
        """
        control = self._control(label, value)
        name, kind = control.get("name"), control.get("type", "text")
        if kind == "file":
            self.files.append((name, value))
        elif kind == "radio":
            self.force(name, control.get("value"))
        elif kind == "checkbox":
            self.values = [one for one in self.values if one != (name, control.get("value", "on"))]
            if value:
                self.values.append((name, control.get("value", "on")))
        elif control.tag == "select":
            self.force(name, _option(control, value))
        else:
            assert control.get("readonly") is None, f"{label} cannot be changed"
            self.force(name, str(value))
        return self

    def fill_all(self, answers: Mapping[str, Any]) -> "Form":
        """Answer several questions."""
        for label, value in answers.items():
            self.fill(label, value)
        return self

    def force(self, name: str, value: str | None) -> "Form":
        """Set a field whatever the page says: what somebody would do with the developer tools."""
        self.values = [one for one in self.values if one[0] != name]
        if value is not None:
            self.values.append((name, value))
        return self

    def press(self, button: str, expect: int = 200) -> Page:
        """Press the button; gives the page that comes."""
        for one in self.element.xpath(".//button"):
            if _is_called(one, button):
                return self._send(one, expect)
        raise NotOnPage(f"no button {button!r}: {[_words(one) for one in self.element.xpath('.//button')]}")

    def press_named(self, name: str, value: str, expect: int = 200) -> Page:
        """Press the button with this name and value, such as "add a row"."""
        pressed = next(
            one
            for one in self.element.xpath(".//button")
            if (one.get("name"), one.get("value")) == (name, value)
        )
        return self._send(pressed, expect)

    def _send(self, pressed: Any, expect: int) -> Page:
        data: dict[str, list[str]] = {}
        for name, value in [*self.values, (pressed.get("name"), pressed.get("value", ""))]:
            if name:
                data.setdefault(name, []).append(value)
        address = urljoin(
            self.page.path, pressed.get("formaction") or self.element.get("action") or self.page.path
        )
        method = self.element.get("method", "get").upper()
        multipart = self.element.get("enctype") == "multipart/form-data"
        # A browser sends a file control without a file as an empty part.
        empty = [
            (one.get("name"), ("", b"", "application/octet-stream"))
            for one in self.element.xpath(".//input[@type='file']")
            if one.get("name") not in {name for name, _ in self.files}
        ]
        files = [*self.files, *empty] if multipart else None
        return self.page.browser.send(address, data, files=files, method=method, expect=expect)

    def _control(self, label: str, value: Any) -> Any:
        named = self.element.xpath(".//*[@name=$name][not(@type='hidden')]", name=label)
        if named:
            kind = named[0].get("type")
            if kind == "radio" or (kind == "checkbox" and isinstance(value, str)):
                named = [one for one in named if value in (one.get("value"), _words(one.getparent()))]
            if named:
                return named[0]
        for found in self.element.xpath(".//label"):
            if _words(found).split(" （选填）")[0].removesuffix("（选填）") == label:
                target = found.get("for")
                inside = self.element.xpath(".//*[@id=$id]", id=target) if target else found.xpath(".//input")
                if inside:
                    return inside[0]
        # A question with several choices: its legend, then the choice's own label.
        for fieldset in self.element.xpath(".//fieldset[legend]"):
            if _words(fieldset.find("legend")).split(" （选填）")[0].removesuffix("（选填）") == label:
                for found in fieldset.xpath(".//label"):
                    if value in (_words(found), *found.xpath(".//input/@value")):
                        return found.xpath(".//input")[0]
        labels = [_words(one) for one in self.element.xpath(".//label|.//legend")]
        raise NotOnPage(f"no question {label!r} with {value!r} on {self.page.path}: {labels}")


def _is_called(button: Any, name: str) -> bool:
    """By what it shows, or by all that a screen reader says."""
    unseen = button.xpath(".//*[contains(@class, 'unseen')]")
    return name in (_words(button), _words(button).removesuffix(_words(unseen[0])).strip() if unseen else "")


def _option(control: Any, value: str) -> str:
    for option in control.xpath("./option"):
        if value in (option.get("value"), _words(option)):
            return str(option.get("value", value))
    raise NotOnPage(f"no choice {value!r}: {[_words(one) for one in control.xpath('./option')]}")


def _words(element: Any) -> str:
    if element is None:
        return ""
    shown = element.xpath(f".//text()[not(ancestor::*[{_NOT_SHOWN}])]")
    return " ".join("".join(f"{one} " if _breaks(one) else str(one) for one in shown).split())


def _breaks(text: Any) -> bool:
    """Whether the text ends where a new box begins, so that two boxes' words do not run together."""
    parent = text.getparent()
    return parent.tag not in {"span", "b", "strong", "a", "em", "small"} or text.is_tail is False
