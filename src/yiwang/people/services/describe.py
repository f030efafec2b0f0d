"""What `make run` prints about sample accounts."""

from yiwang.access.api import SYSTEM, role_name
from yiwang.people.queries import accounts, postings_in_force
from yiwang.people.services.sample_accounts import sample_password, sample_secret
from yiwang.people.types import AccountView

_PARTS = {
    "elder": "居民，已满 65 岁 · resident, 65 or older",
    "younger": "居民，未满 65 岁 · resident, younger",
    "representative": "企业法定代表人 · legal representative of a firm",
    "agent": "企业代办人 · agent of the firm",
}


def describe_sample_accounts() -> str:
    """The sample accounts as a table, with their password and one-time password secrets."""
    found = accounts(by=SYSTEM("describe"), sample=True)
    if not found:
        return "没有示例账号。 · No sample accounts."
    lines = [
        "示例账号（仅供模型城市，真实城市请勿使用） · Sample accounts, for a model city ONLY",
        f"  密码 password: {sample_password()}   (所有示例账号相同 · the same for all)",
        "",
        *(f"  {one.username:<20}{_part(one)}" for one in found if one.kind == "resident"),
        *(
            f"  {one.username:<20}{_part(one)}   TOTP {sample_secret(one.username)}"
            for one in found
            if one.kind == "staff"
        ),
        "",
        "  居民 residents: /signin/    工作人员 staff: /staff/signin/",
        "  动态口令 one-time code: yiwang accounts code USERNAME",
    ]
    return "\n".join(lines)


def _part(one: AccountView) -> str:
    if one.kind == "resident":
        return _PARTS.get(one.username, "居民 · resident")
    posts = [
        f"{role_name(posting.role).zh} · {role_name(posting.role).en} ({posting.department_code})"
        for posting in postings_in_force(one.id)
    ]
    return "; ".join(posts) or "无岗位 · no post"
