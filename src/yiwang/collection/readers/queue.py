"""NATS JetStream: a durable pull consumer. A message is acknowledged only after its row has landed and is committed.

What was landed is remembered by the stream's own message numbers, so a message that comes again is acknowledged and left
out: each lands exactly once.
"""

import asyncio
import json
from collections.abc import Iterator, Mapping
from typing import Any

import nats
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js.api import AckPolicy, ConsumerConfig

from yiwang.collection.errors import SourceFailed
from yiwang.collection.readers.base import ROW, START, Piece, Position, Spoiled
from yiwang.collection.readers.json_rows import table_of
from yiwang.collection.rules.sequences import holds, joined

_WAIT = 5
#: Seconds without a message after which the queue counts as empty.
_QUIET = 1.0
_BATCH = 500
#: Seconds before an unacknowledged message comes again; longer than a load takes.
_COMES_AGAIN = 60


class QueueReader:
    """One subject of one stream. Settings: `servers`, `stream`, `subject`, `durable`, `most` (messages a load)."""

    def __init__(
        self, settings: Mapping[str, Any], secret: str, *, since: Position, chunk: int = 200_000
    ) -> None:
        self._settings, self._chunk = dict(settings), chunk
        self._landed = [list(one) for one in since.get("landed", [])]
        self._held: list[Msg] = []
        self._loop = asyncio.new_event_loop()
        try:
            self._loop.run_until_complete(self._open(secret))
            self._loop.run_until_complete(self._fetch())
        except (NatsError, OSError, TimeoutError) as error:
            self.close()
            raise SourceFailed(f"NATS: {error or type(error).__name__}") from error
        keys: dict[str, None] = {}
        self._bodies = [_body(one) for one in self._fresh]
        for body in self._bodies:
            if isinstance(body, Mapping):
                keys |= dict.fromkeys(body)
        self._columns = tuple(keys)

    @property
    def columns(self) -> tuple[str, ...]:
        return self._columns

    def rest(self, position: Position) -> int:
        """Messages that the stream gave and that have not landed."""
        return len(self._fresh)

    def pieces(self, position: Position = START) -> Iterator[Piece]:
        """The messages as rows numbered by the stream; the position is the set that will have landed."""
        if not self._fresh:
            return
        numbers = [one.metadata.sequence.stream for one in self._fresh]
        pairs = list(zip(numbers, self._bodies, strict=True))
        rows = [(number, body) for number, body in pairs if isinstance(body, Mapping)]
        spoiled = tuple(
            Spoiled(number, str(body)[:2000], "no-json")
            for number, body in pairs
            if not isinstance(body, Mapping)
        )
        table = table_of([body for _, body in rows], [number for number, _ in rows], self._columns)
        assert ROW in table.column_names
        yield Piece(table, {"landed": joined(self._landed, numbers)}, spoiled)

    def settle(self) -> None:
        """Acknowledge everything: it has landed, now or before."""
        self._loop.run_until_complete(self._acknowledge())

    def close(self) -> None:
        """Give the connection back; unacknowledged messages come again."""
        if not self._loop.is_closed():
            if (session := getattr(self, "_session", None)) is not None:
                self._loop.run_until_complete(session.close())
            self._loop.close()

    async def _open(self, secret: str) -> None:
        self._session = await nats.connect(
            self._settings.get("servers", "nats://127.0.0.1:4222"),
            token=secret or None,
            connect_timeout=_WAIT,
            allow_reconnect=False,
        )
        durable = str(self._settings.get("durable", "yiwang"))
        self._pull = await self._session.jetstream().pull_subscribe(
            str(self._settings["subject"]),
            durable=durable,
            stream=str(self._settings["stream"]),
            config=ConsumerConfig(
                ack_policy=AckPolicy.EXPLICIT,
                ack_wait=float(self._settings.get("comes_again", _COMES_AGAIN)),
                max_ack_pending=int(self._settings.get("most", 100_000)) * 2,
            ),
        )

    async def _fetch(self) -> None:
        self._fresh: list[Msg] = []
        most = int(self._settings.get("most", 100_000))
        seen: set[int] = set()
        while len(self._fresh) < most:
            try:
                messages = await self._pull.fetch(min(_BATCH, most - len(self._fresh)), timeout=_QUIET)
            except (TimeoutError, nats.errors.TimeoutError):
                return
            for message in messages:
                self._held.append(message)
                number = message.metadata.sequence.stream
                if number not in seen and not holds(self._landed, number):
                    seen.add(number)
                    self._fresh.append(message)

    async def _acknowledge(self) -> None:
        for message in self._held:
            await message.ack()
        await self._session.flush()


def _body(message: Msg) -> Any:
    try:
        found = json.loads(message.data.decode("utf-8"), parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return message.data[:8000].decode("utf-8", "replace")
    return found if isinstance(found, Mapping) else message.data[:8000].decode("utf-8", "replace")
