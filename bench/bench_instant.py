"""老年证 whole: from the button of the last page to a durable, sealed certificate; and what kill -9 leaves of it.

`yiwang run` serves a model city as it would anywhere; clients in another process press the button by real HTTP. The
yardstick is a bare view that inserts one row, behind the same server with the same number of workers.
"""

import statistics
import time
from collections.abc import Callable, Sequence

from bench.results import Figure, write
from bench.support import clients
from bench.support.clients import Answer, Browser
from bench.support.elders import make_elders
from bench.support.house import House, django_here, house
from bench.support.yardstick import yardstick

RESIDENTS = 20_000
CASES = 1_500
WARM_UP = 100
KILLED = 300
CLIENTS = 16
BARE = 4_000


def main() -> None:
    """Set up, measure, kill, write down."""
    with house(RESIDENTS) as city:
        city.command("setup", "--quiet")
        city.start()
        django_here()
        elders = make_elders(WARM_UP + CASES + 3 * KILLED)
        queue = iter(elders)
        take = lambda count: [next(queue) for _ in range(count)]  # noqa: E731
        rate_of_bare = _bare(city)
        _send(city, take(WARM_UP))
        figures = _cases(city, take(CASES), rate_of_bare)
        for name, kill in KILLS.items():
            figures.append(_kill(city, name, kill, take(KILLED)))
    write("instant", figures)


def _bare(city: House) -> float:
    """Rows a second by the yardstick."""
    with yardstick(city.environment) as port:
        requests = [clients.bare_insert(number) for number in range(BARE)]
        clients.run(city.var, port, requests[: BARE // 10], clients=CLIENTS)
        answers = clients.run(city.var, port, requests, clients=CLIENTS)
    assert all(answer.status == 204 for answer in answers)
    return len(answers) / _span(answers)


def _send(city: House, elders: Sequence[Browser]) -> list[Answer]:
    requests = [clients.send_application(elder) for elder in elders]
    return clients.run(city.var, city.port, requests, clients=CLIENTS)


def _cases(city: House, elders: Sequence[Browser], rate_of_bare: float) -> list[Figure]:
    used = city.cpu_seconds()
    answers = _send(city, elders)
    ended = time.monotonic()
    _wait_for_leaves()
    placed = time.monotonic() - ended
    spent = {part: seconds - used.get(part, 0.0) for part, seconds in city.cpu_seconds().items()}
    refused = [answer for answer in answers if not answer.acknowledged]
    assert not refused, refused[:3]
    _prove(elders, answers)
    span = _span(answers)
    rate = len(answers) / span
    waits = sorted(answer.seconds * 1000 for answer in answers)
    thirds = [
        sum(1 for one in answers if lower <= (one.began + one.seconds) / span < lower + 1 / 3)
        for lower in (0, 1 / 3, 2 / 3)
    ]
    slowest = min(thirds) / (span / 3)
    size = (
        f"{len(answers)} cases, {CLIENTS} clients over HTTP, 2 processors with the clients on them, fsync on"
    )
    peer = "bare one-row inserts/s"
    return [
        Figure("whole-cases", rate, "cases/s", "≥ 40", peer, rate / rate_of_bare, size),
        Figure("whole-cases-slowest-third", slowest, "cases/s", "≥ 40", peer, slowest / rate_of_bare, size),
        Figure("answer-p50", statistics.median(waits), "ms", "–", "", None, size),
        Figure("answer-p99", waits[int(len(waits) * 0.99)], "ms", "< 1000", "", None, size),
        Figure("in-signed-tree-after-last-answer", placed, "s", "< 5", "", None, size),
        *(
            Figure(f"processor-{part}", seconds / len(answers) * 1000, "ms/case", "–", "", None, size)
            for part, seconds in spent.items()
        ),
    ]


def _wait_for_leaves() -> None:
    """Until every committed entry stands under a signed head."""
    from django.db import connection

    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT (SELECT count(*) FROM ledger_entry) = (SELECT max(size) FROM ledger_head)"
                " AND NOT EXISTS (SELECT 1 FROM ledger_pending)"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)


def _kill_servers(city: House) -> None:
    city.kill()
    city.start()


def _kill_database(city: House) -> None:
    """The house is left to find out and to mend itself."""
    city.kill_database()
    city.wait()


def _kill_everything(city: House) -> None:
    city.kill()
    city.kill_database()
    city.start()


KILLS: dict[str, Callable[[House], None]] = {
    "servers": _kill_servers,
    "database": _kill_database,
    "everything": _kill_everything,
}


def _kill(city: House, name: str, kill: Callable[[House], None], elders: Sequence[Browser]) -> Figure:
    """Kill in the middle, start again, send every request again: what was acknowledged stands, and once."""
    from django.db import connection

    requests = [clients.send_application(elder) for elder in elders]
    run = clients.begin(city.var, city.port, requests, clients=CLIENTS)
    while run.answered() < len(elders) // 3:
        time.sleep(0.01)
    began = time.monotonic()
    kill(city)
    back = time.monotonic() - began
    connection.close()
    before = {answer.key: answer for answer in run.answers() if answer.acknowledged}
    after = _send(city, elders)
    wrong = sum(1 for one in after if not one.acknowledged) + sum(
        1 for one in after if one.key in before and before[one.key].case_number != one.case_number
    )
    wrong += _prove(elders, after)
    size = f"{len(elders)} cases, {len(before)} acknowledged before; back after {back:.1f} s; all sent again"
    return Figure(f"lost-or-doubled-after-kill-of-{name}", wrong, "cases", "0", "", None, size)


def _prove(elders: Sequence[Browser], answers: Sequence[Answer]) -> int:
    """How many transactions do not stand as exactly one case with exactly one certificate whose two files are whole.

    Raises AssertionError if the ledger does not hold.
    """
    from yiwang.cases.models import Case
    from yiwang.certificates.models import Certificate
    from yiwang.files import api as files
    from yiwang.ledger import api as ledger

    wrong = 0
    acknowledged = {answer.key: answer.case_number for answer in answers}
    for elder in elders:
        cases = list(
            Case.objects.filter(transaction_id=elder.transaction).values_list(
                "number", "state", "certificate"
            )
        )
        if [case[:2] for case in cases] != [(acknowledged.get(elder.transaction), "approved")]:
            wrong += 1
            continue
        issued = list(
            Certificate.objects.filter(case_number=cases[0][0]).values_list("identifier", "ofd", "pdf")
        )
        if [one[0] for one in issued] != [cases[0][2]]:
            wrong += 1
            continue
        for digest in issued[0][1:]:
            files.read(digest)
    report = ledger.verify_log()
    assert report.ok, report
    return wrong


def _span(answers: Sequence[Answer]) -> float:
    return max(answer.began + answer.seconds for answer in answers) - min(answer.began for answer in answers)
