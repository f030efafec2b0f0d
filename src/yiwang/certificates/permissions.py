"""Who may do what with certificates."""

from dataclasses import dataclass

from yiwang.access.api import ALLOWED, Actor, Verdict, refuse, rule, verb
from yiwang.text import Text

verb("certificates.define", zh="定义证照类型", en="define a certificate type")
verb("certificates.issue", zh="签发证照", en="issue a certificate")
verb("certificates.change-state", zh="变更证照状态", en="change the state of a certificate")
verb("certificates.look", zh="查看证照", en="look at a certificate")
verb("certificates.present", zh="出示证照", en="show a certificate")
verb("certificates.browse", zh="查询证照目录", en="search the directory of certificates")
verb("certificates.record-stock", zh="录入存量证照", en="record a certificate from before")
verb("certificates.confirm-stock", zh="确认存量证照", en="confirm a certificate from before")


@dataclass(frozen=True)
class CertificateSubject:
    """A certificate: whose it is, who issued it, and whether the actor acts for the firm that holds it."""

    person_id: str
    issuer_department: str
    acts_for: bool = False


@dataclass(frozen=True)
class IssuerSubject:
    """An issuing department."""

    department_code: str


_ISSUER = Text("请由颁发机构办理。", "The issuing department does this.")
_HOLDER = Text("请由持证人本人登录后办理。", "The holder does this after signing in.")


@rule("certificates.define", roles=["operator"], system=True)
@rule("certificates.browse", roles=["data-officer", "issuer", "approver", "auditor", "leader"], system=True)
@rule("certificates.record-stock", roles=["data-officer"], system=True)
def _by_post(actor: Actor, subject: object) -> Verdict:
    return ALLOWED


@rule("certificates.issue", roles=["issuer"], system=True)
@rule("certificates.confirm-stock", roles=["issuer"], system=True)
def _issuer(actor: Actor, subject: IssuerSubject | None) -> Verdict:
    if subject is None or actor.kind == "system" or actor.holds("issuer", department=subject.department_code):
        return ALLOWED
    return refuse("这不是您所在部门的证照", "This is not a certificate of your department.", remedy=_ISSUER)


@rule("certificates.change-state", roles=["issuer", "approver"], system=True)
def _change_state(actor: Actor, subject: CertificateSubject | None) -> Verdict:
    if subject is None or actor.kind == "system":
        return ALLOWED
    if actor.person_id and actor.person_id == subject.person_id:
        return refuse(
            "不能变更本人的证照，应当回避",
            "Nobody changes the state of their own certificate.",
            remedy=Text("请交由其他人员办理。", "Hand it to a colleague."),
        )
    if actor.holds("issuer", "approver", department=subject.issuer_department):
        return ALLOWED
    return refuse("这不是您所在部门的证照", "This is not a certificate of your department.", remedy=_ISSUER)


@rule("certificates.look")
def _look(actor: Actor, subject: CertificateSubject) -> Verdict:
    own = bool(actor.person_id) and actor.person_id == subject.person_id
    if actor.kind == "system" or own or subject.acts_for:
        return ALLOWED
    if actor.kind == "staff" and (
        actor.holds("issuer", "approver", "window-clerk", department=subject.issuer_department)
        or actor.holds("data-officer", "auditor")
    ):
        return ALLOWED
    return refuse("这不是您的证照", "This is not your certificate.", remedy=_HOLDER)


@rule("certificates.present", level=1)
def _present(actor: Actor, subject: CertificateSubject) -> Verdict:
    if subject.acts_for or (actor.person_id and actor.person_id == subject.person_id):
        return ALLOWED
    return refuse("只能出示本人的证照", "You can show only your own certificates.", remedy=_HOLDER)
