"""Pages as a browser fetches them: their weight with everything they load, and how long each takes to come."""

import gzip
import http.client
import re
import time
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

_LINKS = re.compile(
    r"""<(?:script|img|source|image|use)\b[^>]*?\b(?:src|href|xlink:href)=["']([^"'#]+)"""
    r"""|<link\b(?=[^>]*\brel=["'](?:stylesheet|preload|modulepreload|icon|manifest|mask-icon)["'])[^>]*?\bhref=["']([^"'#]+)"""
)
_IN_STYLE = re.compile(r"""url\(["']?([^"')#]+)""")


@dataclass(frozen=True)
class Fetched:
    """An answer: its status, its bytes as they travelled, and the text they hold."""

    status: int
    wire: int
    text: str
    seconds: float


class Reader:
    """One browser on one connection."""

    def __init__(self, port: int, cookies: str = "") -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._head = {"Accept": "text/html", "Accept-Encoding": "gzip", "Cookie": cookies}

    def fetch(self, path: str) -> Fetched:
        """One answer, timed from the request to its last byte."""
        began = time.perf_counter()
        self._connection.request("GET", path, headers=self._head)
        answer = self._connection.getresponse()
        body = answer.read()
        seconds = time.perf_counter() - began
        plain = gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body
        kind = answer.headers.get("Content-Type", "")
        text = plain.decode() if kind.startswith(("text/", "application/manifest")) else ""
        return Fetched(answer.status, len(body), text, seconds)

    def weight(self, path: str) -> int:
        """Bytes of the page and of everything it loads, on a first visit with nothing kept."""
        seen: dict[str, int] = {}
        waiting = [path]
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            got = self.fetch(one)
            if got.status != 200:
                raise RuntimeError(f"{one} answered {got.status}")
            seen[one] = got.wire
            pattern = _IN_STYLE if urlsplit(one).path.endswith(".css") else _LINKS if one == path else None
            found = pattern.findall(got.text) if pattern else []
            for link in found:
                target = link if isinstance(link, str) else next(filter(None, link))
                if not target.startswith("data:"):
                    waiting.append(urljoin(one, target))
        return sum(seen.values())
