"""Certificate types: the pack draws them, the city says who defines them and how they are numbered."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from yiwang.access.api import Actor
from yiwang.certificates import api as certificates
from yiwang.packs.kinds.base import Kind
from yiwang.packs.reading import Reading, digest_of
from yiwang.packs.types import Document, Problem

_INDEX = re.compile(r"\[(\d+)\]")
#: What a city may say about a certificate type; everything else is the pack's.
LOCAL = frozenset({"definer", "sequence", "number"})


def merged(reading: Reading, document: Document) -> dict[str, Any]:
    """The type's table as its room takes it: code and definer are those of the city's office."""
    local = reading.local("certificate", document.slug)
    table = dict(document.content)
    table.setdefault("slug", document.slug)
    office = reading.city.offices.get(str(local.get("definer", "")))
    if office:
        table["code"] = f"{office.credit_code}{local.get('sequence', '')}"
        table["definer"] = office.name.as_dict()
    if "number" in local:
        table["number"] = local["number"]
    return table


def _check(reading: Reading) -> Iterator[Problem]:
    for document in reading.folder.of("certificates"):
        local = reading.local("certificate", document.slug)
        where = f"certificate.{document.slug}"
        for key in set(local) - LOCAL:
            yield reading.city.local.problem(
                f"{where}.{key}", f"城市不能改写 {key}。", f"A city may not change {key}."
            )
        if local.get("definer") not in reading.city.offices:
            yield reading.city.local.problem(
                f"{where}.definer",
                f"证照 {document.slug} 的定义机构不在部门表中。",
                f"The definer of the certificate {document.slug} is not among the departments.",
            )
            continue
        for wrong in certificates.check_type(merged(reading, document)):
            key = _INDEX.sub(r".\1", wrong.path)
            place, where = reading.place(document, "certificate", key)
            yield place.told(where, wrong.message)


def _digests(reading: Reading) -> Mapping[str, str]:
    return {one.slug: digest_of(merged(reading, one)) for one in reading.folder.of("certificates")}


def _apply(reading: Reading, slug: str, by: Actor) -> None:
    document = reading.folder.find("certificates", slug)
    if document is not None:
        certificates.define_type(merged(reading, document), by=by)


def _retire(slug: str, by: Actor) -> None:
    certificates.retire_type(slug, by=by)


CERTIFICATES = Kind("certificate", "certificates", ".toml", _check, _digests, _apply, _retire)
