"""Registering counterparts."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.docking.errors import BadParty, NoSuchParty
from yiwang.docking.models import Party
from yiwang.docking.platforms import platforms
from yiwang.items import api as items
from yiwang.ledger import api as ledger
from yiwang.orgs import api as orgs
from yiwang.text import Text

_LONGEST_WAIT = 86_400


def connect_platform(
    *,
    actor: Actor,
    slug: str,
    base_url: str,
    public_key: str,
    ack_seconds: int = 60,
    simulated: bool = False,
) -> None:
    """Register where a declared platform is and by which key it signs, and begin to tell it things.

    Raises:
        Refused; BadParty with everything that is wrong.
    """
    require(actor, "docking.connect", slug)
    declared = platforms().get(slug)
    problems = _key_problems(public_key)
    if declared is None or declared.interface != "messages":
        problems.append(Text("没有声明这个平台的报文接口", "No such platform with an interface of messages"))
    if urlsplit(base_url).scheme not in ("http", "https") or not urlsplit(base_url).hostname:
        problems.append(Text("地址应为 http(s) 网址", "The address must be an http(s) URL"))
    if not 1 <= ack_seconds <= _LONGEST_WAIT:
        problems.append(Text("等待回执 1–86400 秒", "Wait 1 to 86,400 seconds for a receipt"))
    if problems or declared is None:
        raise BadParty(problems)
    _save(
        actor,
        slug,
        kind="platform",
        name=declared.name.as_dict(),
        base_url=base_url.rstrip("/"),
        public_key=public_key.lower(),
        ack_seconds=ack_seconds,
        simulated=simulated,
    )


def connect_vertical(
    *, actor: Actor, slug: str, name: Text, department: str, allowed: Sequence[str], public_key: str
) -> None:
    """Register a department's own system, and the items it may hand in applications for.

    Raises:
        Refused; BadParty.
    """
    require(actor, "docking.connect", slug)
    problems = _key_problems(public_key)
    if not (slug.isascii() and slug.replace("-", "").isalnum() and 3 <= len(slug) <= 40):
        problems.append(
            Text("编号用 3–40 位小写字母、数字和连字符", "The id has 3 to 40 letters, digits, hyphens")
        )
    if slug in platforms():
        problems.append(Text("编号与上级平台重复", "The id is that of a platform"))
    if not name:
        problems.append(Text("请填写系统名称", "The system needs a name"))
    try:
        orgs.department(department)
    except orgs.UnknownDepartment:
        problems.append(Text("没有这个部门", "There is no such department"))
    for one in allowed:
        try:
            items.item(one)
        except items.ItemMissing:
            problems.append(Text(f"没有事项“{one}”", f"There is no item “{one}”"))
    if problems:
        raise BadParty(problems)
    _save(
        actor,
        slug,
        kind="vertical",
        name=name.as_dict(),
        department=department,
        items=list(allowed),
        public_key=public_key.lower(),
    )


def switch(*, actor: Actor, slug: str, enabled: bool) -> None:
    """Stop or take up the exchange with a counterpart; what waits, waits. Raises Refused, NoSuchParty."""
    require(actor, "docking.connect", slug)
    with transaction.atomic():
        if not Party.objects.filter(pk=slug).update(enabled=enabled, paused_until=None):
            raise NoSuchParty(slug)
        ledger.record(
            "docking.switched", by=actor.ref, subject=f"docking:{slug}", detail={"enabled": enabled}
        )


def _save(actor: Actor, slug: str, **values: object) -> None:
    with transaction.atomic():
        Party.objects.update_or_create(
            pk=slug,
            defaults={
                **values,
                "enabled": True,
                "registered_at": timezone.now(),
                "registered_by": actor.ref,
                "failures": 0,
                "paused_until": None,
                "last_error": "",
            },
        )
        detail: dict[str, object] = {
            name: value for name, value in values.items() if name in ("base_url", "public_key", "items")
        }
        ledger.record("docking.connected", by=actor.ref, subject=f"docking:{slug}", detail=detail)


def _key_problems(public_key: str) -> list[Text]:
    from yiwang.docking.rules.keys import is_point

    if is_point(public_key):
        return []
    return [
        Text("公钥应为 130 位十六进制的 SM2 点（04…）", "The key is an SM2 point of 130 hex digits (04…)")
    ]
