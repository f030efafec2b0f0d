"""Checks on what a sealed file says about itself: its identifier, its validity, its state today."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from yiwang.codes.api import BadCode, CertificateIdentifier
from yiwang.seals.verify.report import Steps
from yiwang.seals.verify.states import StateList
from yiwang.text import Text

_LOCAL_TIME = ZoneInfo("Asia/Shanghai")

STATES = {
    "01": Text("有效", "in force"),
    "02": Text("暂扣", "suspended"),
    "03": Text("撤销", "withdrawn"),
    "04": Text("注销", "cancelled"),
    "05": Text("失效", "expired"),
    "06": Text("转出", "moved away"),
    "07": Text("吊销", "revoked"),
    "99": Text("其他", "other"),
}


def check_meaning(steps: Steps, fields: Mapping[str, str], *, at: datetime, states: StateList | None) -> str:
    """Add the steps for `fields` (as both forms carry them); gives the identifier."""
    identifier = fields.get("identifier", "")
    if not identifier:
        steps.skip("identifier", "文件中没有证照标识。", "The file carries no certificate identifier.")
    else:
        _identifier(steps, identifier)
    _validity(steps, fields, at.astimezone(_LOCAL_TIME).date())
    _state(steps, identifier, at, states)
    return identifier


def _identifier(steps: Steps, identifier: str) -> None:
    try:
        CertificateIdentifier.parse(identifier)
    except BadCode as error:
        steps.add("identifier", False, error.message.zh, error.message.en)
    else:
        steps.add("identifier", True, identifier, identifier)


def _validity(steps: Steps, fields: Mapping[str, str], today: date) -> None:
    start, end = fields.get("valid_from", ""), fields.get("valid_until", "")
    if not start:
        steps.skip("validity", "文件中没有有效期。", "The file names no period of validity.")
        return
    try:
        ok = date.fromisoformat(start) <= today and (not end or today <= date.fromisoformat(end))
    except ValueError:
        steps.add("validity", False, "有效期写法不正确。", "The period of validity is not written as a date.")
        return
    steps.add("validity", ok, f"{start} 至 {end or '长期'}", f"{start} to {end or 'long-term'}")


def _state(steps: Steps, identifier: str, at: datetime, states: StateList | None) -> None:
    if states is None or not identifier:
        steps.skip(
            "state",
            "未提供状态列表，无法判断是否已被撤销、注销或暂扣。",
            "No state list was given, so it is not known whether the certificate was withdrawn or suspended.",
        )
        return
    found = states.entries.get(identifier)
    if found is None:
        old = states.next_update < at
        zh = f"截至 {states.issued_at:%Y-%m-%d %H:%M} 有效" + ("（列表已过期，请更新）。" if old else "。")
        en = f"In force at {states.issued_at:%Y-%m-%d %H:%M}" + (
            " (the list is out of date)." if old else "."
        )
        steps.add("state", True, zh, en)
        return
    name = STATES.get(found.state, STATES["99"])
    day = f"{found.since:%Y-%m-%d}"
    steps.add("state", False, f"自 {day} 起{name.zh}。", f"Since {day}: {name.en}.")
