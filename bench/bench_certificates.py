"""What a certificate costs: drawing, sealing, signing, and the whole issue with its directory record and ledger entries."""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from bench.results import Figure, write

ROUNDS = 300
ISSUED = 400
SAMPLE = Path(__file__).parents[1] / "tests" / "certificates" / "samples" / "elderly.toml"
OFFICE, DAY = "3716-civil", date(2026, 11, 22)


def main() -> None:
    """Run in a process and a database of its own, durable as in production."""
    with tempfile.TemporaryDirectory(prefix="yiwang-bench-") as folder:
        Path(folder).chmod(0o755)
        environment = {
            **os.environ,
            "YIWANG_VAR": folder,
            "DJANGO_SETTINGS_MODULE": "yiwang.project.settings",
        }
        subprocess.run([sys.executable, "-m", "bench.bench_certificates"], env=environment, check=True)


def measured() -> None:
    """The measurements, inside the process that `main` started."""
    import django

    django.setup()
    from django.core.management import call_command

    from yiwang.project import database

    database.start()
    try:
        call_command("migrate", verbosity=0)
        _office()
        write("certificates", [*_parts(), *_whole()])
    finally:
        database.stop()


def _office() -> None:
    from yiwang.access.api import SYSTEM
    from yiwang.certificates import api as certificates
    from yiwang.orgs.models import DepartmentRow
    from yiwang.seals import api as seals

    DepartmentRow.objects.create(
        code=OFFICE, name_zh="滨州市民政局", name_en="Civil Affairs Bureau", credit_code="11371600YW0000012X",
        area_code="3716", kind="government",
    )  # fmt: skip
    seals.set_up_city("3716", by=SYSTEM("setup"))
    certificates.define_type(tomllib.loads(SAMPLE.read_text(encoding="utf-8")), by=SYSTEM("packs"))


def _parts() -> list[Figure]:
    """CPU milliseconds of each part of making one certificate, everything that can be kept being kept."""
    from django.utils import timezone

    from yiwang.certificates.kinds import current_kind
    from yiwang.seals.models import Seal
    from yiwang.seals.ofd.build import draft_ofd
    from yiwang.seals.ofd.container import write_container
    from yiwang.seals.ofd.stamp import stamp_entries
    from yiwang.seals.page.cuts import cut_fonts
    from yiwang.seals.pdf.build import Stamp, draft_pdf
    from yiwang.seals.pdf.sign import sign_draft
    from yiwang.seals.services.use_seal import _material
    from yiwang.seals.verify.file import verify_file

    now, kind, seal = timezone.now(), current_kind("sample-elderly-card"), Seal.objects.get()
    material, mould = _material(seal.code, seal.signer_id or 0)
    layout = _layout(kind, 0)
    cuts = cut_fonts(layout.items)
    entries = draft_ofd(layout, at=now, cuts=cuts)
    place, stamp = layout.seals[0], Stamp(material.name, material.picture, layout.title)
    draft = draft_pdf(layout, at=now, stamp=stamp, cuts=cuts)
    ofd = write_container(stamp_entries(entries, seal=material, place=place, at=now))
    pdf = sign_draft(draft, mould)
    from yiwang.seals import api as seals

    anchors = seals.trust_anchors()

    def whole(number: int) -> None:
        page = _layout(kind, number)
        letters = cut_fonts(page.items)
        write_container(
            stamp_entries(draft_ofd(page, at=now, cuts=letters), seal=material, place=place, at=now)
        )
        sign_draft(draft_pdf(page, at=now, stamp=stamp, cuts=letters), mould)

    def fresh_cms(number: int) -> None:
        from yiwang.seals.pdf.sign import _Moulder

        asyncio.run(_Moulder(material, 70).async_sign(b"\0" * 32, "sha256", use_pades=True))

    signing = _cpu(lambda n: sign_draft(draft, mould))
    parts = {
        "page": _cpu(partial(_layout, kind)),
        "font-cuts": _cpu(lambda n: cut_fonts(layout.items)),
        "ofd": _cpu(lambda n: draft_ofd(layout, at=now, cuts=cuts)),
        "ofd-seal": _cpu(
            lambda n: write_container(stamp_entries(entries, seal=material, place=place, at=now))
        ),
        "pdf": _cpu(lambda n: draft_pdf(layout, at=now, stamp=stamp, cuts=cuts)),
    }
    making = _cpu(whole)
    size = f"{ROUNDS} times, one process; OFD {len(ofd) // 1000} kB, PDF {len(pdf) // 1000} kB"
    fresh = _cpu(fresh_cms, 50)
    return [
        Figure(
            "make-both-forms",
            making,
            "ms CPU",
            "< 10",
            "pyHanko assembling one CMS anew",
            making / fresh,
            size,
        ),
        *(Figure(name, cost, "ms CPU", "", "the whole", cost / making, size) for name, cost in parts.items()),
        Figure("pdf-sign", signing, "ms CPU", "", "pyHanko assembling one CMS anew", signing / fresh, size),
        Figure("verify-ofd", _cpu(lambda n: verify_file(ofd, anchors), 100), "ms CPU", "", "", None, size),
        Figure("verify-pdf", _cpu(lambda n: verify_file(pdf, anchors), 100), "ms CPU", "", "", None, size),
    ]


def _layout(kind: object, number: int) -> object:
    from yiwang.certificates.filling import Contents, lay_out
    from yiwang.certificates.kinds import Kind
    from yiwang.text import Text

    assert isinstance(kind, Kind)
    contents = Contents(
        _holder(number), _fields(number), f"滨老〔2026〕{number:07}",
        f"1.2.156.3005.2.11371600YW0000012X001.11371600YW0000012X.{number:010}.001.0", "A2B3C4D5E6",
        Text("滨州市民政局", "Civil Affairs Bureau"), DAY, DAY, None, "371600202611220000011",
    )  # fmt: skip
    return lay_out(kind.definition, kind.template, contents)


def _holder(number: int):  # type: ignore[no-untyped-def]
    from yiwang.certificates import api as certificates

    names = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
    name = names[number % 20] + "建国秀英志强丽华"[number % 4 * 2 : number % 4 * 2 + 2]
    return certificates.Holder(
        name, "111", f"3716021955{number % 12 + 1:02}01{number % 1000:03}X", f"p{number}"
    )


def _fields(number: int) -> dict[str, str]:
    return {
        "sex": "男女"[number % 2],
        "birthday": f"1955-{number % 12 + 1:02}-01",
        "address": f"山东省滨州市滨城区市中街道办事处光明社区居委会光明路{number}号",
        "card_class": "60周岁以上",
    }


def _whole() -> list[Figure]:
    """Whole issues, each in its own durable transaction, beside bare durable commits of the same machine."""
    from django.db import connection

    from yiwang.access.api import SYSTEM
    from yiwang.certificates import api as certificates

    def issue(number: int) -> None:
        certificates.issue(
            type_slug="sample-elderly-card", holder=_holder(number), issuer_department=OFFICE,
            fields=_fields(number), valid_from=DAY, transaction_id=f"bench-{number}", by=SYSTEM("rules"),
        )  # fmt: skip

    def commit(number: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO bench_commit VALUES (%s)", [number])

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_commit (n int)")
    issue(-1)
    began, cpu = time.perf_counter(), time.process_time()
    for number in range(ISSUED):
        issue(number)
    took, used = time.perf_counter() - began, time.process_time() - cpu
    began = time.perf_counter()
    for number in range(ISSUED):
        commit(number)
    bare = time.perf_counter() - began
    size = f"{ISSUED} one after another, one process, fsync on"
    return [
        Figure("issue", ISSUED / took, "certificates/s", "≥ 40", "bare durable INSERT", bare / took, size),
        Figure("issue-cpu", used / ISSUED * 1000, "ms CPU", "< 15", "", None, size),
    ]


def _cpu(work: Callable[[int], object], rounds: int = ROUNDS) -> float:
    """CPU milliseconds a call, after a warm-up call."""
    work(0)
    began = time.process_time()
    for number in range(rounds):
        work(number)
    return (time.process_time() - began) / rounds * 1000


if __name__ == "__main__":
    measured()
