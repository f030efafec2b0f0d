"""A department fills in a spreadsheet; what is wrong is told by cell; what is right becomes drafts, and comes out again as it went in."""

import io
from typing import Any

import pytest
from openpyxl import Workbook
from tests.catalogue.conftest import CIVIL_OFFICER, CLERK, OFFICER, POLICE, SETUP, published

from yiwang.access.api import Refused
from yiwang.catalogue import api as catalogue
from yiwang.catalogue.models import Version

pytestmark = pytest.mark.django_db
HEAD = "资源标识,资源名称,资源摘要,分类代码,资源格式,共享类型,开放类型,更新周期,字段名,数据元,必填,主键"
GOOD = f"""{HEAD}
police-vehicle,机动车登记信息,全市机动车登记。,3070010001,库表,无条件共享,不予开放,每日,resident_id,resident_id,是,1
,,,,,,,,mobile,mobile,,
police-licence,驾驶证信息,全市驾驶证。,3070010001,0200,1,3,2,name,name,,
"""


def preview(data: bytes | str, name: str = "目录.csv") -> catalogue.Preview:
    raw = data.encode() if isinstance(data, str) else data
    return catalogue.preview_sheet(raw, name, department=POLICE, actor=OFFICER)


def bring(data: bytes, number: str = "i-1") -> tuple[str, ...]:
    return catalogue.import_sheet(data, "目录.csv", department=POLICE, actor=OFFICER, transaction_id=number)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_encoding_people_send_is_read(elements: None, encoding: str) -> None:
    seen = preview(GOOD.encode(encoding))
    assert not seen.faults
    assert [(line.slug, line.name.zh, line.fields, line.action) for line in seen.lines] == [
        ("police-vehicle", "机动车登记信息", 2, "new"),
        ("police-licence", "驾驶证信息", 1, "new"),
    ]


def test_what_is_right_becomes_drafts_and_again_nothing(elements: None) -> None:
    assert bring(GOOD.encode()) == ("police-vehicle", "police-licence")
    draft = catalogue.draft("police-vehicle", actor=OFFICER)
    assert draft is not None
    assert (draft.key, draft.format, draft.fields[1].grade) == (("resident_id",), "0200", 3)
    assert bring(GOOD.encode(), "i-2") == ()
    assert bring(GOOD.replace("每日", "每月").encode(), "i-3") == ("police-vehicle",)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_out_and_in_again_changes_nothing(content: dict[str, Any], form: str) -> None:
    content["abstract"] = {"zh": "=1+1，“引号”与,逗号", "en": "'quoted' \"text\""}
    content["keywords"] = ["+86", "户口"]
    first = published(content)
    data = catalogue.export_catalogue(catalogue.Filter(), form=form, actor=OFFICER)
    seen = catalogue.preview_sheet(data, f"x.{form}", department=POLICE, actor=OFFICER)
    assert not seen.faults
    assert [line.action for line in seen.lines] == ["same"]
    Version.objects.all().delete()
    from yiwang.catalogue.models import Act, Entry

    Act.objects.all().delete()
    Entry.objects.all().delete()
    catalogue.import_sheet(data, f"x.{form}", department=POLICE, actor=OFFICER, transaction_id="i-9")
    again = catalogue.draft(first.slug, actor=OFFICER)
    assert again is not None
    assert again.digest == first.digest


def test_every_mistake_is_told_by_its_cell_and_nothing_is_kept(elements: None) -> None:
    spoilt = (
        GOOD.replace("无条件共享", "随便")
        .replace("mobile,mobile", "Mobile,nowhere")
        .replace("驾驶证信息", "")
        .replace(",是,1", ",也许,1")
    )
    told = {fault.cell for fault in preview(spoilt).faults}
    assert told == {"F2", "I3", "J3", "B4", "K2"}
    with pytest.raises(catalogue.BadSheet, match="5 处错误"):
        bring(spoilt.encode())
    assert not Version.objects.exists()


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [
        (f"{HEAD}\na,b,c,d,e,f,g,h,name,name,,,多余", "M2"),
        (f"{HEAD}\na,b,c", "D2"),
        (f"{HEAD}\n,,,,,,,,name,name,,", "A2"),
        (HEAD.replace("字段名", "列"), "I1"),
        (f"{HEAD},主键\n", "M1"),
        (HEAD.replace("资源标识,", ""), "A1"),
    ],
)
def test_ragged_rows_and_wrong_headings_are_told(elements: None, sheet: str, cell: str) -> None:
    assert cell in {fault.cell for fault in preview(sheet).faults}


def test_a_slug_twice_or_of_another_department_is_told(content: dict[str, Any]) -> None:
    twice = GOOD.replace("police-licence", "police-vehicle")
    assert "A4" in {fault.cell for fault in preview(twice).faults}
    catalogue.define_resources([("3716-civil-affairs", {**content, "slug": "police-vehicle"})], by=SETUP)
    assert "A2" in {fault.cell for fault in preview(GOOD).faults}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x01\x02\xff\xfe\xfd" * 20,
        b"PK\x03\x04 no zip at all",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old excel",
        f'{HEAD}\n"open quote'.encode(),
        b"x" * (10 * 1024 * 1024 + 1),
        f"{HEAD}\n{'长' * 40_000},b".encode(),
    ],
    ids=["empty", "noise", "no-zip", "xls", "quote", "large", "long-cell"],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(elements: None, data: bytes) -> None:
    with pytest.raises(catalogue.BadSheet) as told:
        preview(data)
    assert told.value.remedy.zh


def test_a_formula_in_a_workbook_is_not_taken(elements: None) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD.split(","))
    sheet.append(["police-vehicle", "=1+1"])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(catalogue.BadSheet, match="公式"):
        preview(out.getvalue(), "x.xlsx")


def test_only_the_own_department_brings_its_own(elements: None) -> None:
    for stranger in (CIVIL_OFFICER, CLERK):
        with pytest.raises(Refused):
            catalogue.preview_sheet(GOOD.encode(), "x.csv", department=POLICE, actor=stranger)


def test_the_template_has_every_column_and_is_a_good_empty_sheet(elements: None) -> None:
    for form in ("csv", "xlsx"):
        seen = preview(catalogue.template(form=form), f"x.{form}")
        assert (seen.lines, seen.faults) == ((), ())
