"""The first deliveries of a model city: departments hand in their files, and everything that stands on them is built.

Each file goes the way any file goes: into the drop folder of its source, through collection's checks, into the lake,
with tickets for what is wrong with it. Again it does nothing; a start that was broken off goes on.
"""

import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import structlog
from django.utils import timezone

from yiwang.access.api import SYSTEM, Actor
from yiwang.areas import api as areas
from yiwang.bus import api as bus
from yiwang.certificates import handlers as certificates
from yiwang.collection import api as collection
from yiwang.errors import YiwangError
from yiwang.macro import api as macro
from yiwang.macro import synthetic as economy
from yiwang.places import api as places
from yiwang.profiles import api as profiles
from yiwang.quality import api as quality
from yiwang.registers import api as registers
from yiwang.stewardship import api as stewardship
from yiwang.topics import api as topics

Step = tuple[str, Callable[[], object]]
log = structlog.get_logger("yiwang.sample-data")


@bus.task("project.first-deliveries", retries=3)
def deliver(city: str) -> None:
    """Every step in turn, in the worker: the city can be visited meanwhile, and its pages fill."""
    for title, work in steps(city):
        work()
        log.info("sample-data.step", title=title)


def steps(city: str) -> Iterator[Step]:
    """What is to be done for a city (its code), each step with its name; every one can be done again."""
    by = SYSTEM("setup")
    yield "Departments hand in their files · 部门交送数据", partial(_hand_in, city, by)
    for source in _waiting():
        yield f"Collection of {source} · 归集", partial(_collect, source, by)
    yield "The ground: layers, addresses, an image · 空间地理", partial(places.generate_city, city, by=by)
    yield "Macro-economic series · 宏观经济数据", partial(_publish_figures, city, by)
    yield "Sources of the topic stores · 主题库来源", partial(_topic_sources, by)
    yield "Certificates into their base · 证照基础库", certificates.tell_all
    for one in topics.stores():
        yield f"Store {one.definition.slug} · 建库", partial(topics.build, one.definition.slug, by=by)
    yield "First quality check of what arrived · 质量检查", quality.check_due
    yield "The first data chief · 数长", partial(_appoint, f"{city}-health", by)
    yield "Relations of people, homes, cars and firms · 关系图谱", partial(profiles.refresh_graph, by=by)


def _waiting() -> tuple[str, ...]:
    """Sources of the model city into which nothing was loaded yet, and whose file lies ready by then."""
    fed = {*registers.EXTRACTS}
    return tuple(
        one.spec.slug
        for one in collection.sources(SYSTEM("setup"))
        if one.spec.slug in fed and one.last_ok_at is None
    )


def _hand_in(city: str, by: Actor) -> int:
    """Put the departments' files where their sources are looked for; how many were put there."""
    wanted = set(_waiting())
    if not wanted:
        return 0
    put = 0
    with tempfile.TemporaryDirectory() as folder:
        for extract in registers.write_extracts(city, Path(folder), now=timezone.localtime(), by=by):
            target = collection.drop_folder(extract.resource) / extract.path.name
            if extract.resource in wanted and not any(target.parent.iterdir()):
                # Written whole before it gets its name: collection may be looking already.
                partial_file = target.with_suffix(f"{target.suffix}.part")
                partial_file.write_bytes(extract.path.read_bytes())
                partial_file.rename(target)
                put += 1
    return put


def _collect(source: str, by: Actor) -> None:
    """Load one source. A load that stops is on its page with the reason; the others go on."""
    try:
        collection.load(source, by=by, transaction_id=f"first-delivery:{source}")
    except YiwangError:
        return


def _publish_figures(city: str, by: Actor) -> int:
    """What the statistics office of the model city published so far."""
    indicators = [line.indicator for line in macro.directory() if not line.values]
    if not indicators:
        return 0
    codes = (city, *(area.code for area in areas.children(city)))
    figures = tuple(economy.figures(indicators, codes, until=timezone.localdate()))
    return macro.publish(figures, source="滨州市统计局（合成数据）", by=by).added


def _appoint(department: str, by: Actor) -> None:
    """One unit of the model city has its data chief; the others are for the visitor to appoint."""
    if not stewardship.chiefs(by, department=department, ended=True):
        since = timezone.localdate()
        stewardship.appoint(
            actor=by, department=department, username="chief-health", letter="滨数发〔2026〕1号（样例）",
            since=since, until=since + timedelta(days=3 * 365),
        )  # fmt: skip


def _topic_sources(by: Actor) -> None:
    now = timezone.localtime().replace(tzinfo=None)
    topics.land_samples(now=now, by=by)
