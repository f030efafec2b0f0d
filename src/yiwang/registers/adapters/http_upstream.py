"""Real systems of other houses, by HTTP. Loaded only where an operator has named one: the client is large."""

from datetime import datetime
from typing import Any

import httpx

from yiwang.registers.adapters.upstream import Row, Unreachable


class HttpUpstream:
    """A real system: `POST {url}` with `{"resident_id": …}` gives the record as JSON, or 404.

    The number travels in the body, never in an address that proxies would log.
    """

    def __init__(self, url: str, *, timeout: float) -> None:
        self._url = url
        self._client = httpx.Client(timeout=timeout)

    def record(self, resident_id: str) -> Row | None:
        try:
            response = self._client.post(self._url, json={"resident_id": resident_id})
            if response.status_code == httpx.codes.NOT_FOUND:
                return None
            response.raise_for_status()
            record = response.json()
        except (httpx.HTTPError, ValueError) as error:
            raise Unreachable from error
        if not isinstance(record, dict):
            raise Unreachable
        record["updated_at"] = _moment(record.get("updated_at"))
        return record


def _moment(text: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError as error:
        raise Unreachable from error
    if moment.tzinfo is None:
        raise Unreachable
    return moment
