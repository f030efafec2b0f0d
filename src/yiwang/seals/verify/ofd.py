"""Verify a sealed OFD file: every step of GB/T 38540-2020 and GB/T 33190-2016, and every byte of our own files."""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from yiwang.crypto.api import sm3
from yiwang.seals.asn1 import SM3_OID
from yiwang.seals.ofd.container import CONTAINER, Entry
from yiwang.seals.ofd.names import OFD_ROOT
from yiwang.seals.ofd.stamp import signatures_xml
from yiwang.seals.verify import limits, xml
from yiwang.seals.verify.anchors import TrustAnchors
from yiwang.seals.verify.archive import Archive, read_archive
from yiwang.seals.verify.meaning import check_meaning
from yiwang.seals.verify.refusal import Refusal
from yiwang.seals.verify.report import Report, Steps
from yiwang.seals.verify.seal import SignedValue, check_signed_value, read_signed_value
from yiwang.seals.verify.states import StateList


@dataclass(frozen=True)
class _Seal:
    """What Signature.xml says about one seal, resolved to entries."""

    number: int
    description: Entry
    value: Entry
    seal: Entry | None
    references: tuple[tuple[str, bytes], ...]
    container: str

    @property
    def own(self) -> set[str]:
        """Entries that the seal cannot protect: its own description and value."""
        return {self.description.name, self.value.name}

    @property
    def all(self) -> set[str]:
        """Every entry that came with this seal."""
        return self.own | ({self.seal.name} if self.seal else set())


def verify_ofd(
    data: bytes, anchors: TrustAnchors, *, at: datetime, states: StateList | None = None
) -> Report:
    """Report every step; never raises for what is in the file."""
    steps = Steps()
    fields: dict[str, str] = {}
    try:
        archive = read_archive(data)
        steps.add("container", True, f"{len(archive.entries)} 个条目。", f"{len(archive.entries)} entries.")
    except Refusal as refusal:
        steps.add("container", False, refusal.reason.zh, refusal.reason.en)
        return Report("ofd", tuple(steps.made))
    try:
        fields, list_name = _root(archive)
        seals = _seals(archive, list_name)
    except Refusal as refusal:
        steps.add("sealed", False, refusal.reason.zh, refusal.reason.en)
        return Report("ofd", tuple(steps.made), fields=fields)
    steps.add("sealed", True, f"{len(seals)} 个印章。", f"{len(seals)} seals.")
    values = [_check_seal(steps, archive, seal, seals, list_name, anchors, at) for seal in seals]
    signers = tuple(value.seal_name for value in values if value)
    _check_bytes(steps, archive, seals, list_name, any(value and value.time_stamped for value in values))
    identifier = check_meaning(steps, fields, at=at, states=states)
    return Report("ofd", tuple(steps.made), identifier, fields, signers)


def _root(archive: Archive) -> tuple[dict[str, str], str]:
    """The named values of the document, and the entry name of its list of signatures."""
    root = archive.named(OFD_ROOT)
    if root is None:
        raise Refusal("缺少 OFD.xml。", "OFD.xml is missing.")
    document = xml.parse(root.data, OFD_ROOT)
    fields = {
        str(one.get("Name")): (one.text or "")
        for one in xml.find_all(document, "ofd:DocBody/ofd:DocInfo/ofd:CustomDatas/ofd:CustomData")
    }
    name = xml.text(document, "ofd:DocBody/ofd:Signatures").lstrip("/")
    if not name or archive.named(name) is None:
        raise Refusal("文件没有电子印章。", "The file carries no seal.")
    return fields, name


def _seals(archive: Archive, list_name: str) -> list[_Seal]:
    document = xml.parse(_entry(archive, list_name, list_name).data, list_name)
    found = xml.find_all(document, "ofd:Signature")
    if not found:
        raise Refusal("文件没有电子印章。", "The file carries no seal.")
    if len(found) > limits.SEALS:
        raise Refusal("印章过多。", "There are too many seals.")
    return [_seal(archive, n, one.get("BaseLoc") or "", list_name) for n, one in enumerate(found, start=1)]


def _seal(archive: Archive, number: int, location: str, list_name: str) -> _Seal:
    description = _entry(archive, location, list_name)
    root = xml.parse(description.data, description.name)
    info = xml.find(root, "ofd:SignedInfo")
    references = None if info is None else xml.find(info, "ofd:References")
    if info is None or references is None:
        raise Refusal(
            f"{description.name}：缺少保护清单。",
            f"{description.name}: the list of protected files is missing.",
        )
    if references.get("CheckMethod", "").upper() not in ("SM3", SM3_OID):
        raise Refusal(
            f"{description.name}：摘要算法不是 SM3。", f"{description.name}: the digest is not SM3."
        )
    parameters = {
        one.get("Name"): (one.text or "") for one in xml.find_all(info, "ofd:Parameters/ofd:Parameter")
    }
    seal_location = xml.text(info, "ofd:Seal/ofd:BaseLoc")
    return _Seal(
        number,
        description,
        _entry(archive, xml.text(root, "ofd:SignedValue"), description.name),
        _entry(archive, seal_location, description.name) if seal_location else None,
        tuple(_reference(one) for one in xml.find_all(references, "ofd:Reference")),
        parameters.get(CONTAINER, ""),
    )


def _reference(element: etree._Element) -> tuple[str, bytes]:
    try:
        digest = base64.b64decode(xml.text(element, "ofd:CheckValue"), validate=True)
    except (binascii.Error, ValueError):
        digest = b""
    return (element.get("FileRef") or "").lstrip("/"), digest


def _entry(archive: Archive, location: str, base: str) -> Entry:
    """The entry at an absolute location, or at one relative to the folder of `base`."""
    found = archive.named(location)
    if found is None and not location.startswith("/"):
        found = archive.named(f"{base.rpartition('/')[0]}/{location}")
    if found is None or not location:
        raise Refusal(f"缺少 {location or '签名文件'}。", f"{location or 'A signature file'} is missing.")
    return found


def _check_seal(
    steps: Steps,
    archive: Archive,
    seal: _Seal,
    seals: list[_Seal],
    list_name: str,
    anchors: TrustAnchors,
    at: datetime,
) -> SignedValue | None:
    number = seal.number
    _check_references(steps, archive, seal)
    later = {name for other in seals if other.number > number for name in other.all}
    free = seal.own | later | {list_name}
    protected = {name for name, _ in seal.references}
    extra = [entry.name for entry in archive.entries if entry.name not in protected | free]
    steps.add(
        "coverage",
        not extra,
        f"未受保护：{'、'.join(extra)}" if extra else f"保护 {len(protected)} 个条目。",
        f"not protected: {', '.join(extra)}" if extra else f"{len(protected)} entries protected.",
        seal=number,
    )
    try:
        value = read_signed_value(seal.value.data)
    except Refusal as refusal:
        steps.add("signature", False, refusal.reason.zh, refusal.reason.en, seal=number)
        return None
    check_signed_value(steps, value, seal.description.data, seal=number, anchors=anchors, at=at)
    if seal.seal is not None:
        same = seal.seal.data == value.seal_der
        steps.add("seal-equal", same, value.seal_id, value.seal_id, seal=number)
    if value.property_info.lstrip("/") != seal.description.name:
        steps.add(
            "data-hash",
            False,
            f"签章值针对的是 {value.property_info}。",
            f"The signed value is for {value.property_info}.",
            seal=number,
        )
    return value


def _check_references(steps: Steps, archive: Archive, seal: _Seal) -> None:
    wrong = []
    for name, digest in seal.references:
        entry = archive.named(name)
        if entry is None or entry.digest != digest:
            wrong.append(name)
    steps.add(
        "references",
        bool(seal.references) and not wrong,
        f"已被改动或缺失：{'、'.join(wrong)}" if wrong else f"{len(seal.references)} 个条目的 SM3 摘要一致。",
        f"changed or missing: {', '.join(wrong)}"
        if wrong
        else f"SM3 of {len(seal.references)} entries agrees.",
        seal=seal.number,
    )


def _check_bytes(
    steps: Steps, archive: Archive, seals: list[_Seal], list_name: str, time_stamped: bool
) -> None:
    """The ZIP bytes around the contents: see `yiwang.seals.ofd.container`."""
    last = seals[-1]
    if not last.container:
        steps.skip(
            "bytes",
            "该文件由其他软件生成，印章不保护压缩包本身的字节（内容已逐项核对）。",
            "Made by other software: the seal does not protect the bytes of the ZIP itself (contents were checked).",
        )
        return
    # We write no time-stamps, and nothing signs that part: one that is there was put there by somebody else.
    problem = "timeStamp" if time_stamped else _bytes_problem(archive, seals, list_name)
    zh, en = ("文件字节已被改动：" + problem, "changed bytes: " + problem) if problem else ("一致。", "Same.")
    steps.add("bytes", not problem, zh, en)


def _bytes_problem(archive: Archive, seals: list[_Seal], list_name: str) -> str:
    """Which part of the container differs from what was sealed; empty when none does."""
    if not archive.canonical:
        return "ZIP"
    for seal in seals:
        before = archive.entries[: archive.entries.index(seal.description)]
        front = b"".join(entry.local for entry in before)
        if seal.container != f"{len(front)}:{sm3(front).hex()}":
            return seal.description.name
        if seal.description.method or seal.value.method:
            return seal.value.name
    last = seals[-1]
    tail = [entry.name for entry in archive.entries[archive.entries.index(last.description) :]]
    if tail != [last.description.name, last.value.name, list_name]:
        return "ZIP"
    listed = archive.entries[-1]
    return list_name if listed.method or listed.data != signatures_xml(len(seals)).encode() else ""
