"""Talk to the registry above."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass

from yiwang.seals.errors import UpstreamDown

_TIMEOUT = 5


@dataclass(frozen=True)
class Answer:
    """What the registry said: accepted or not, its receipt number, its remark."""

    accepted: bool
    receipt: str
    remark: str


class Registry:
    """A registry that takes reports as JSON at one address."""

    def __init__(self, url: str) -> None:
        if not url.startswith(("http://", "https://")):
            raise ValueError(f"not an HTTP address: {url}")
        self._url = url

    def report(self, message: dict[str, str]) -> Answer:
        """Send one report. Raises UpstreamDown when nobody answers, or not in the agreed form."""
        body = json.dumps(message, ensure_ascii=False).encode()
        request = urllib.request.Request(  # noqa: S310  (the constructor lets only HTTP through)
            self._url, data=body, headers={"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT) as response:  # noqa: S310
                answer = json.loads(response.read(65536))
            return Answer(bool(answer["accepted"]), str(answer["receipt"]), str(answer["remark"]))
        except (urllib.error.URLError, TimeoutError, OSError, ValueError, KeyError, TypeError) as error:
            raise UpstreamDown from error
