"""The first start and the second, and the main pages: what they weigh and how soon they come."""

import statistics
from collections.abc import Iterator

from bench.results import Figure, write
from bench.support import clients
from bench.support.elders import make_elders
from bench.support.house import House, django_here, house
from bench.support.pages import Reader
from bench.support.sessions import session_of

RESIDENTS = 20_000
STARTS = 3
LOOKS = 40

VISITOR = ("/", "/items/", "/items/elderly-card/", "/verify/", "/signin/", "/help/")
RESIDENT = ("/apply/elderly-card/", "/me/", "/me/cases/", "/me/certificates/")
STAFF = {"approver-civil": ("/desk/",), "clerk": ("/window/", "/window/new/"), "leader": ("/board/",)}


def main() -> None:
    """A fresh installation, started again and again, then looked at."""
    figures = []
    with house(RESIDENTS) as city:
        city.command("setup", "--quiet")
        first = city.start()
        again = []
        for _ in range(STARTS):
            city.stop()
            again.append(city.start())
        size = f"{RESIDENTS:,} residents, 2 processors"
        later = statistics.median(again)
        figures += [
            Figure("first-start-after-downloads", first, "s", "< 300", "", None, size),
            Figure(
                "second-start",
                later,
                "s",
                "< 10",
                "first start",
                later / first,
                f"{size}; median of {STARTS}",
            ),
        ]
        django_here()
        pages = list(_pages(city))
    lightest = min(weight for _, weight, _ in pages)
    for path, weight, wait in pages:
        figures.append(
            Figure(
                f"weight{path}",
                weight / 1000,
                "kB",
                "< 300",
                "lightest page",
                weight / lightest,
                "first visit, gzip",
            )
        )
        figures.append(
            Figure(f"wait{path}", wait * 1000, "ms", "< 100", "", None, f"median of {LOOKS}, one reader")
        )
    write("start", figures)


def _pages(city: House) -> Iterator[tuple[str, int, float]]:
    """Each main page: its path, weight in bytes, and median seconds."""
    from yiwang.people.models import Account

    yield from _looks(Reader(city.port), VISITOR)
    sender, reader = make_elders(2)
    (answer,) = clients.run(city.var, city.port, [clients.send_application(sender)], clients=1)
    yield from _looks(Reader(city.port, f"sessionid={reader.session}"), RESIDENT[:1])
    yield from _looks(Reader(city.port, f"sessionid={sender.session}"), (*RESIDENT[1:], answer.location))
    for username, paths in STAFF.items():
        session = session_of(Account.objects.get(username=username), second_factor=True)
        session.save()
        yield from _looks(Reader(city.port, f"sessionid={session.session_key}"), paths)


def _looks(reader: Reader, paths: tuple[str, ...]) -> Iterator[tuple[str, int, float]]:
    for path in paths:
        weight = reader.weight(path)
        waits = [reader.fetch(path).seconds for _ in range(LOOKS)]
        name = "/me/cases/…/" if path.startswith("/me/cases/") and path != "/me/cases/" else path
        yield name, weight, statistics.median(waits)
