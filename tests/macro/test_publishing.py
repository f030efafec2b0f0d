"""Figures are written once, by vintage; a faulty publication writes nothing."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yiwang.access.api import PUBLIC, SYSTEM, Refused
from yiwang.macro import api as macro
from yiwang.macro.models import Value
from yiwang.text import Text

OFFICE = SYSTEM("statistics")
GDP = macro.Indicator(
    "gdp",
    Text("地区生产总值", "Gross regional product"),
    Text("国民经济核算", "National accounts"),
    Text("亿元", "100 million yuan"),
    "cumulative",
    "Q",
    "3716-statistics",
    Text("按现价计算", "At current prices"),
    by_industry=True,
    changes=(macro.Change("2025Q1", Text("第五次经济普查修订", "revised after the fifth census")),),
)


@pytest.fixture
def gdp(db: None) -> macro.Indicator:
    macro.define_indicator(GDP, by=OFFICE)
    return GDP


def figure(period: str, value: str, published: str, **more: Any) -> macro.Figure:
    return macro.Figure("gdp", "3716", period, D(value), date.fromisoformat(published), **more)


def publish(*figures: macro.Figure) -> macro.Published:
    return macro.publish(figures, source="统计局", by=OFFICE)


def test_revisions_stand_beside_what_was_published_first(gdp: macro.Indicator) -> None:
    assert publish(figure("2026Q1", "700", "2026-04-20")) == macro.Published(1, 0, 0)
    assert publish(figure("2026Q1", "712", "2026-07-20"), figure("2026Q2", "1500", "2026-07-20")) == (
        macro.Published(1, 1, 0)
    )
    assert publish(figure("2026Q1", "712", "2026-07-20")) == macro.Published(0, 0, 1)
    told = macro.revisions("gdp", area_code="3716", period="2026Q1")
    assert [one.value for one in told] == [D(700), D(712)]
    then = macro.series("gdp", area_code="3716", known_on=date(2026, 5, 1))
    assert [point.value for point in then.points] == [D(700)]
    now = macro.series("gdp", area_code="3716", single=True)
    assert [point.value for point in now.points] == [D(712), D(788)]


def test_a_vintage_is_never_overwritten(gdp: macro.Indicator) -> None:
    publish(figure("2026Q1", "700", "2026-04-20"))
    with pytest.raises(macro.AlreadyPublished):
        publish(figure("2026Q1", "701", "2026-04-20"), figure("2026Q2", "1500", "2026-07-20"))
    assert Value.objects.count() == 1


def test_a_faulty_publication_writes_nothing_and_names_every_fault(gdp: macro.Indicator) -> None:
    unknown = macro.Figure("gpd", "3716", "2026Q1", D(1), date(2026, 4, 20))
    with pytest.raises(macro.BadFigures) as error:
        publish(figure("2026Q1", "700", "2026-04-20"), unknown, figure("2026-04", "9", "2026-05-20"))
    assert len(error.value.faults) == 2
    assert not Value.objects.exists()


def test_a_change_of_method_is_told_where_it_matters(gdp: macro.Indicator) -> None:
    publish(
        figure("2024Q1", "600", "2024-04-20"),
        figure("2025Q1", "690", "2025-04-20"),
        figure("2026Q1", "712", "2026-04-20", comparable=D("678.1")),
    )
    growth = macro.series("gdp", area_code="3716").growth
    assert growth["2025Q1"].percent is None
    assert growth["2026Q1"].percent == pytest.approx(D("4.99926"), abs=D("0.001"))


def test_the_directory_counts_in_one_query(gdp: macro.Indicator) -> None:
    publish(figure("2026Q1", "700", "2026-04-20"), figure("2026Q2", "1500", "2026-07-20"))
    with CaptureQueriesContext(connection) as queries:
        (line,) = macro.directory()
    assert len(queries) == 1
    assert (line.values, line.areas, line.first, line.last) == (2, 1, "2026Q1", "2026Q2")
    assert macro.directory(q="生产总值")
    assert not macro.directory(q="粮食")


def test_spreadsheets_come_in_either_encoding_and_bad_lines_are_named() -> None:
    text = 'indicator,area_code,industry_code,period,value,comparable,published_on\ngdp,3716,,2026Q1,"1,700.5",,2026-04-20\n'
    for raw in (text.encode("gb18030"), text.encode("utf-8-sig")):
        (read,) = macro.figures_from_csv(raw)
        assert (read.value, read.comparable) == (D("1700.5"), None)
    with pytest.raises(macro.BadFigures) as error:
        macro.figures_from_csv((text + "gdp,3716,,2026Q2,n/a,,2026-07-20\n").encode())
    assert error.value.faults[0].startswith("3:")
    with pytest.raises(macro.BadFigures):
        macro.figures_from_csv(b"a,b\n1,2\n")


def test_not_everybody_publishes(gdp: macro.Indicator) -> None:
    with pytest.raises(Refused):
        macro.publish((figure("2026Q1", "700", "2026-04-20"),), source="x", by=PUBLIC)
    with pytest.raises(macro.UnknownIndicator):
        macro.series("nothing", area_code="3716")
