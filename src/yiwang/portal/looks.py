"""Ledger entries in words: who it was and what they did, for the person whose data it was about."""

from collections.abc import Callable
from functools import cache

from yiwang.access.api import Actor, role_name
from yiwang.ledger.api import EntryView
from yiwang.orgs import api as orgs
from yiwang.people import api as people
from yiwang.text import Text

_SYSTEM = Text("系统自动", "The system itself")
_PUBLIC = Text("公众核验", "A member of the public")
_SELF = Text("本人", "You")
_ANOTHER = Text("代办人", "Your agent")

_ACTS = {
    "cases.decided": Text("作出决定", "Decided a case"),
    "cases.seen": Text("查看办件", "Looked at a case"),
    "cases.submitted": Text("提交申请", "Submitted an application"),
    "cases.accept": Text("受理环节", "Handled acceptance"),
    "cases.correct": Text("补正", "Corrected an application"),
    "cases.inspect": Text("现场核查", "Inspected on site"),
    "cases.review": Text("审查", "Reviewed a case"),
    "cases.issue": Text("制证", "Made the certificate"),
    "certificates.checked": Text("核验证照", "Checked a certificate"),
    "certificates.issued": Text("签发证照", "Issued a certificate"),
    "certificates.listed": Text("查看证照清单", "Listed certificates"),
    "certificates.looked-at": Text("查看证照", "Looked at a certificate"),
    "certificates.presented": Text("出示证照", "Showed a certificate"),
    "certificates.stock-recorded": Text("录入原有证照", "Recorded a certificate from before"),
    "certificates.used": Text("使用证照", "Used a certificate"),
    "ledger.read": Text("审计查阅", "Read the audit trail"),
    "people.identity-verified": Text("实名认证", "Verified an identity"),
    "profiles.asked": Text("申请查看画像", "Asked for your profile"),
    "profiles.decided": Text("审批画像申请", "Decided on a request for your profile"),
    "profiles.opened": Text("查看画像", "Looked at your profile"),
    "profiles.path-searched": Text("查询关联路径", "Searched for relations"),
    "topics.queried": Text("查询主题库", "Queried a topic store"),
    "registers.identity-checked": Text("核对身份", "Checked an identity"),
    "registers.looked-up": Text("查询登记信息", "Looked up a register"),
    "registers.searched": Text("查找人员", "Searched for people"),
}


def act_name(act: str) -> Text:
    """What was done, in words; an act without words is shown by its name."""
    return _ACTS.get(act, Text(act, act))


def describer(actor: Actor) -> Callable[[str], Text]:
    """Says who a reference is, to `actor`: staff by office and post, never more than the reader needs to know.

    Each reference is asked about once, however many lines name it.
    """

    @cache
    def who(ref: str) -> Text:
        if ref == actor.ref:
            return _SELF
        if ref.startswith("system:"):
            return _SYSTEM
        kind, _, number = ref.partition(":")
        if kind != "account" or not number.isdecimal():
            return _PUBLIC
        return _of_account(int(number))

    return who


def _of_account(account_id: int) -> Text:
    try:
        account = people.account(account_id)
    except people.NoSuchAccount:
        return _PUBLIC
    if account.kind != "staff":
        return _ANOTHER
    posts = people.postings_of(account_id)
    if not posts:
        return Text(account.name, account.name)
    office, role = orgs.department(posts[0].department_code).name, role_name(posts[0].role)
    return Text(f"{office.zh} {role.zh}", f"{office.en or office.zh}, {role.en}")


def line_of(entry: EntryView, who: Callable[[str], Text]) -> dict[str, object]:
    """One line of the page."""
    return {
        "id": entry.id,
        "at": entry.at,
        "who": who(entry.by),
        "text": act_name(entry.act),
        "purpose": entry.purpose,
    }
