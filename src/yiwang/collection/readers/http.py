"""HTTP interfaces that give pages of JSON: by page number, by cursor, or by the Link header. Breaks are waited out."""

import time
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from yiwang.collection.errors import BadSource, SourceFailed
from yiwang.collection.readers.base import START, Piece, Position
from yiwang.collection.readers.json_rows import table_of
from yiwang.text import Text

#: Seconds before each further try of one page.
PAUSES = (0.5, 1, 2, 4, 8)
_LONGEST_PAUSE = 60
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_WAIT = 30


class HttpReader:
    """One address. Settings: `url`, `paging` (page, cursor, link), `rows` and `total` (paths in the answer such as
    `data.items`), `page_parameter`, `size_parameter`, `page_size`, `cursor_parameter`, `cursor` (path of the next
    cursor), `header` (name of the header that carries the secret), `since_parameter` for incremental loads.
    """

    def __init__(
        self, settings: Mapping[str, Any], secret: str, *, since: Position, mode: str, chunk: int = 200_000
    ) -> None:
        self._settings, self._chunk = dict(settings), chunk
        url = str(settings.get("url", ""))
        if urlsplit(url).scheme not in ("http", "https"):
            raise BadSource(
                Text("接口地址应以 http:// 或 https:// 开头", "the address has to begin with http(s)://")
            )
        self._url, self._paging = url, str(settings.get("paging", "page"))
        headers = {str(settings.get("header") or "Authorization"): secret} if secret else {}
        self._client = httpx.Client(timeout=_WAIT, headers=headers, follow_redirects=False)
        self._query: dict[str, Any] = dict(settings.get("query", {}))
        if mode == "incremental" and settings.get("since_parameter") and since.get("timestamp"):
            self._query[str(settings["since_parameter"])] = since["timestamp"]
        self._total: int | None = None
        self._first = self._page(self._start())
        rows = self._rows(self._first)
        keys: dict[str, None] = {}
        for one in rows:
            keys |= dict.fromkeys(one)
        self._columns = tuple(keys) or tuple(settings.get("columns", ()))

    @property
    def columns(self) -> tuple[str, ...]:
        return self._columns

    def rest(self, position: Position) -> int | None:
        """Rows from a position on by the interface's own total, where it gives one."""
        return None if self._total is None else self._total - int(position.get("row", 0))

    def pieces(self, position: Position = START) -> Iterator[Piece]:
        """Pages gathered into pieces; the position names the page that comes next."""
        row = int(position.get("row", 0))
        at: Any = position.get("next", self._start())
        gathered: list[Mapping[str, Any]] = []
        numbers: list[int] = []
        while at is not None:
            answer = self._first if at == self._start() and not row else self._page(at)
            rows = self._rows(answer)
            numbers += range(row + 1, row + len(rows) + 1)
            gathered += rows
            row += len(rows)
            at = self._next(answer, at, len(rows))
            if gathered and (len(gathered) >= self._chunk or at is None):
                yield Piece(table_of(gathered, numbers, self._columns), {"row": row, "next": at})
                gathered, numbers = [], []

    def settle(self) -> None:
        """An interface is not told what was read."""

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def _start(self) -> Any:
        return {"page": int(self._settings.get("first_page", 1)), "cursor": "", "link": self._url}.get(
            self._paging, 1
        )

    def _page(self, at: Any) -> httpx.Response:
        query = dict(self._query)
        url = self._url
        if self._settings.get("size_parameter"):
            query[str(self._settings["size_parameter"])] = int(self._settings.get("page_size", 1000))
        if self._paging == "page":
            query[str(self._settings.get("page_parameter", "page"))] = at
        elif self._paging == "cursor" and at:
            query[str(self._settings.get("cursor_parameter", "cursor"))] = at
        elif self._paging == "link" and at != self._url:
            url, query = str(at), {}
        answer = self._patiently(url, query)
        total = _at(answer.json(), str(self._settings.get("total", "")))
        if isinstance(total, int | str) and str(total).isdecimal() and self._settings.get("total"):
            self._total = int(total)
        return answer

    def _patiently(self, url: str, query: Mapping[str, Any]) -> httpx.Response:
        told = ""
        for pause in (*PAUSES, None):
            wait = pause
            try:
                answer = self._client.get(url, params=query or None)
                if answer.status_code == 200:
                    answer.json()
                    return answer
                told = f"HTTP {answer.status_code}"
                if answer.status_code not in _AGAIN:
                    break
                asked = answer.headers.get("Retry-After", "")
                if asked.isdecimal() and pause is not None:
                    wait = min(int(asked), _LONGEST_PAUSE)
            except (httpx.HTTPError, ValueError) as error:
                told = f"{type(error).__name__}: {error}"
            if wait is None:
                break
            time.sleep(wait)
        raise SourceFailed(f"{urlsplit(url).netloc} {told}")

    def _rows(self, answer: httpx.Response) -> list[Mapping[str, Any]]:
        found = _at(answer.json(), str(self._settings.get("rows", "")))
        if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
            raise SourceFailed("the answer holds no list of objects where it should")
        return found

    def _next(self, answer: httpx.Response, at: Any, rows: int) -> Any:
        if self._paging == "link":
            link = answer.links.get("next", {}).get("url")
            target = urljoin(self._url, link) if link else None
            if target and urlsplit(target).netloc != urlsplit(self._url).netloc:
                raise SourceFailed("the next page lies on another host")
            return target
        if self._paging == "cursor":
            return _at(answer.json(), str(self._settings.get("cursor", "next"))) or None
        return int(at) + 1 if rows else None


def _at(document: Any, path: str) -> Any:
    for name in filter(None, path.split(".")):
        document = document.get(name) if isinstance(document, Mapping) else None
    return document
