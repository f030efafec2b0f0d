"""Clients in a process of their own: each keeps one connection and sends its next request when the last is answered.

Raw sockets and nothing but the standard library, since they share the processors with what they measure.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlencode


@dataclass(frozen=True)
class Browser:
    """What the browser of a signed-in person holds: two cookies, and the transaction id of the page before it."""

    session: str
    csrf: str
    transaction: str


@dataclass(frozen=True)
class Request:
    """One request as bytes; `key` names it in the answers."""

    key: str
    text: str


@dataclass(frozen=True)
class Answer:
    """`status` 0: the connection broke before an answer came. Times are seconds since the start of the run."""

    key: str
    status: int
    location: str
    began: float
    seconds: float

    @property
    def acknowledged(self) -> bool:
        return self.status == 302 and self.location.startswith("/me/cases/")

    @property
    def case_number(self) -> str:
        return self.location.rstrip("/").rsplit("/", 1)[-1]


def send_application(browser: Browser, slug: str = "elderly-card") -> Request:
    """What a browser sends when the button of the last page is pressed."""
    body = urlencode({"csrfmiddlewaretoken": browser.csrf, "transaction": browser.transaction})
    cookies = f"sessionid={browser.session}; csrftoken={browser.csrf}"
    return Request(browser.transaction, _post(f"/apply/{slug}/send/", body, cookies))


def bare_insert(number: int) -> Request:
    """The request of the yardstick (`bench.support.bare`)."""
    return Request(str(number), _post("/", urlencode({"transaction": number}), ""))


def get(path: str, cookies: str = "") -> Request:
    """A page, compressed as browsers ask for it."""
    head = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: text/html", "Accept-Encoding: gzip, br"]
    return Request(path, "\r\n".join([*head, f"Cookie: {cookies}", "", ""]))


def _post(path: str, body: str, cookies: str) -> str:
    head = [
        f"POST {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: text/html", f"Cookie: {cookies}",
        "Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}",
    ]  # fmt: skip
    return "\r\n".join([*head, "", body])


@dataclass
class Run:
    """A run going on in its own process."""

    process: "subprocess.Popen[bytes]"
    answers_file: Path

    def answered(self) -> int:
        """How many answers have come so far."""
        return self.answers_file.read_bytes().count(b"\n") if self.answers_file.exists() else 0

    def answers(self) -> list[Answer]:
        """Wait for the end, and all answers."""
        if self.process.wait():
            raise RuntimeError("the clients fell over")
        return [Answer(**json.loads(line)) for line in self.answers_file.read_text().splitlines()]


def begin(folder: Path, port: int, requests: Iterable[Request], *, clients: int) -> Run:
    """Start a run; a request whose connection breaks is not sent again."""
    plan, answers = folder / "requests.json", folder / "answers.jsonl"
    plan.write_text(json.dumps([asdict(request) for request in requests]))
    answers.unlink(missing_ok=True)
    command = [
        sys.executable,
        "-m",
        "bench.support.clients",
        str(port),
        str(clients),
        str(plan),
        str(answers),
    ]
    return Run(subprocess.Popen(command, cwd=Path(__file__).parents[2]), answers)


def run(folder: Path, port: int, requests: Iterable[Request], *, clients: int) -> list[Answer]:
    """A run from beginning to end."""
    return begin(folder, port, requests, clients=clients).answers()


async def _client(port: int, todo: list[Request], began: float, file: object) -> None:
    connection = None
    while todo:
        request = todo.pop()
        sent = time.monotonic()
        status, location = 0, ""
        try:
            if connection is None:
                connection = await asyncio.open_connection("127.0.0.1", port)
            status, location, stays_open = await _exchange(*connection, request.text.encode())
            if not stays_open:
                connection[1].close()
                connection = None
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError):
            connection = None
            # Where nobody listens any more the queue must not be burnt through in a moment.
            await asyncio.sleep(0.05)
        answer = Answer(request.key, status, location, sent - began, time.monotonic() - sent)
        file.write(json.dumps(asdict(answer)) + "\n")


async def _exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, text: bytes
) -> tuple[int, str, bool]:
    """Send, and read the whole answer: its status, where it leads, whether the connection stays open."""
    writer.write(text)
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    status, *lines = head.split("\r\n")
    fields = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
    if fields.get("transfer-encoding") == "chunked":
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        await reader.readexactly(int(fields.get("content-length", "0")))
    return int(status.split()[1]), fields.get("location", ""), fields.get("connection") != "close"


async def _all(port: int, clients: int, requests: Sequence[Request], answers: Path) -> None:
    todo = list(reversed(requests))
    with answers.open("w", buffering=1) as file:
        began = time.monotonic()
        await asyncio.gather(*(_client(port, todo, began, file) for _ in range(clients)))


if __name__ == "__main__":
    given = json.loads(Path(sys.argv[3]).read_text())
    asyncio.run(
        _all(int(sys.argv[1]), int(sys.argv[2]), [Request(**one) for one in given], Path(sys.argv[4]))
    )
