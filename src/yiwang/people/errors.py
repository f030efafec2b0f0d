"""Errors of the people room."""

from yiwang.errors import YiwangError
from yiwang.text import Text


class NoSuchAccount(YiwangError):
    """No account has this username or id."""

    code = "people.no-such-account"
    http_status = 404

    def __init__(self, who: str) -> None:
        super().__init__(
            Text(f"没有找到账号“{who}”。", f"There is no account “{who}”."),
            Text(
                "请核对用户名；列表见 yiwang accounts list。", "Check the username; see yiwang accounts list."
            ),
        )


class UsernameTaken(YiwangError):
    """The username belongs to another account."""

    code = "people.username-taken"
    http_status = 409

    def __init__(self, username: str) -> None:
        super().__init__(
            Text(f"用户名“{username}”已被使用。", f"The username “{username}” is taken."),
            Text("请换一个用户名。", "Choose another one."),
        )


class WeakPassword(YiwangError):
    """The password does not meet the house's demands."""

    code = "people.weak-password"

    def __init__(self, complaints: list[str]) -> None:
        super().__init__(
            Text(
                "密码不符合要求：" + " ".join(complaints), "The password is too weak: " + " ".join(complaints)
            ),
            Text("请设置 10 位以上、不易猜到的密码。", "Use ten characters or more that are hard to guess."),
        )


class IdentityMismatch(YiwangError):
    """Name and ID number do not agree with the register."""

    code = "people.identity-mismatch"

    def __init__(self, reason: Text) -> None:
        super().__init__(
            reason or Text("姓名与身份证号不一致。", "Name and ID number do not agree."),
            Text(
                "请核对后重试；确认无误的，请持身份证到政务大厅窗口核验。",
                "Check and try again; if both are right, bring your ID card to a service hall.",
            ),
        )


class IdentityTaken(YiwangError):
    """The ID number already stands behind another account."""

    code = "people.identity-taken"
    http_status = 409

    def __init__(self) -> None:
        super().__init__(
            Text("该身份证号已绑定另一个账号。", "This ID number is bound to another account."),
            Text(
                "请用原账号登录；如非本人绑定，请持身份证到政务大厅窗口申诉。",
                "Sign in with that account; if it is not yours, bring your ID card to a service hall.",
            ),
        )


class AlreadyVerified(YiwangError):
    """The account is already bound to a person, for good."""

    code = "people.already-verified"
    http_status = 409

    def __init__(self) -> None:
        super().__init__(
            Text(
                "账号已实名，不能改绑他人。", "The account is verified and cannot be bound to somebody else."
            ),
            Text("如需更正，请到政务大厅窗口办理。", "For a correction, go to a service hall."),
        )


class NoSource(YiwangError):
    """No register answers for identities or firms in this installation."""

    code = "people.no-source"
    http_status = 503

    def __init__(self) -> None:
        super().__init__(
            Text("身份核验暂不可用。", "Identity checks are not available now."),
            Text("请稍后再试，或到政务大厅窗口办理。", "Try again later, or go to a service hall."),
        )


class Locked(YiwangError):
    """Too many failures; the door opens again later."""

    code = "people.locked"
    http_status = 429

    def __init__(self, minutes: int) -> None:
        super().__init__(
            Text("失败次数过多，已暂时锁定。", "Too many failures; this is locked for now."),
            Text(f"请 {minutes} 分钟后再试。", f"Try again in {minutes} minutes."),
        )


class WrongCode(YiwangError):
    """A code sent to a mobile was not the one typed, or is too old."""

    code = "people.wrong-code"

    def __init__(self) -> None:
        super().__init__(
            Text("验证码不正确或已过期。", "The code is wrong or too old."),
            Text("请重新获取验证码。", "Ask for a new code."),
        )


class MobileTaken(YiwangError):
    """The mobile is confirmed by another account."""

    code = "people.mobile-taken"
    http_status = 409

    def __init__(self) -> None:
        super().__init__(
            Text("该手机号已绑定另一个账号。", "This mobile is bound to another account."),
            Text("请用原账号登录，或换一个手机号。", "Sign in with that account, or use another number."),
        )


class PostClash(YiwangError):
    """A post cannot be granted as asked."""

    code = "people.post-clash"
    http_status = 409


class NoSuchPosting(YiwangError):
    """The posting does not exist or was already revoked."""

    code = "people.no-such-posting"
    http_status = 404

    def __init__(self) -> None:
        super().__init__(
            Text("没有这条任职记录，或已收回。", "There is no such posting, or it was revoked."),
            Text("请刷新后核对。", "Reload and check."),
        )


class MandateRefused(YiwangError):
    """A mandate cannot be granted as asked, or does not allow what was tried."""

    code = "people.mandate-refused"
    http_status = 403


class UnsafeSignOn(YiwangError):
    """An application asked for single sign-on without PKCE."""

    code = "people.unsafe-sign-on"

    def __init__(self) -> None:
        super().__init__(
            Text("应用的登录请求缺少 PKCE 校验。", "The application's request lacks PKCE."),
            Text(
                "请应用开发者按 S256 方式提供 code_challenge。",
                "Its developers must send a code_challenge by the S256 method.",
            ),
        )


class UpstreamRefused(YiwangError):
    """The provincial or national sign-in did not vouch for the visitor."""

    code = "people.upstream-refused"

    def __init__(self) -> None:
        super().__init__(
            Text("上级统一身份认证没有通过。", "The upstream identity service did not vouch for you."),
            Text("请重新登录，或改用本平台账号。", "Try again, or use an account of this platform."),
        )


class NoSecondFactor(YiwangError):
    """The account has no one-time password generator."""

    code = "people.no-second-factor"

    def __init__(self, username: str) -> None:
        super().__init__(
            Text(f"账号“{username}”没有启用动态口令。", f"“{username}” has no one-time password generator."),
            Text("请登录后启用。", "Sign in and set one up."),
        )


class NotASample(YiwangError):
    """A command for sample accounts was used on a real one."""

    code = "people.not-a-sample"
    http_status = 403

    def __init__(self, username: str) -> None:
        super().__init__(
            Text(f"“{username}”不是示例账号。", f"“{username}” is not a sample account."),
            Text("真实账号的口令只在本人手里。", "Only its owner has the codes of a real account."),
        )
