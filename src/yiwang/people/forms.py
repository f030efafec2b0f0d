"""Forms of the sign-in and account pages."""

import re
from typing import Any

from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from yiwang.access.api import PUBLIC
from yiwang.people.models import Account
from yiwang.people.services.register import register_resident


class DoorForm(LoginForm):  # type: ignore[misc]
    """Sign-in by username or mobile; each door lets in its own kind of account."""

    door: Account.Kind = Account.Kind.RESIDENT
    elsewhere = _("这是工作人员账号，请从工作人员入口登录。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label = _("用户名或手机号"), _("密码")
        login.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        password.widget.attrs = {"autocomplete": "current-password"}
        password.help_text = ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.user is not None and self.user.kind != self.door:
            raise ValidationError(self.elsewhere)
        return cleaned


class StaffDoorForm(DoorForm):
    """Sign-in of staff."""

    door = Account.Kind.STAFF
    elsewhere = _("这是居民账号，请从居民入口登录。")


class RegisterForm(SignupForm):  # type: ignore[misc]
    """A new resident account: a username and a password, nothing else is asked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = {
            "username": (_("用户名"), _("3 至 30 个字，可用中文、字母和数字。"), "username"),
            "password1": (_("密码"), _("至少 10 位，不要只用数字。"), "new-password"),
            "password2": (_("再输一次密码"), "", "new-password"),
        }
        for name, (label, hint, autocomplete) in texts.items():
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.widget.attrs = {"autocomplete": autocomplete}

    def clean_username(self) -> str:
        username: str = super().clean_username()
        if not re.fullmatch(r"[\w.@-]{3,30}", username):
            raise ValidationError(_("用户名须为 3 至 30 个字，可用中文、字母和数字。"))
        return username

    def save(self, request: HttpRequest) -> Account:
        view = register_resident(
            username=self.cleaned_data["username"], password=self.cleaned_data["password1"], by=PUBLIC
        )
        return Account.objects.get(pk=view.id)


class MobileForm(forms.Form):
    """The mobile a code shall be sent to."""

    mobile = forms.CharField(
        label=_("手机号"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel-national", "maxlength": "17"}),
    )


class CodeForm(forms.Form):
    """The code that came by text message."""

    code = forms.RegexField(
        r"^\s*\d{6}\s*$",
        label=_("短信验证码"),
        help_text=_("6 位数字，5 分钟内有效。"),
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "6"}
        ),
    )


class IdentityForm(forms.Form):
    """Name and ID number, to be compared with the population register."""

    name = forms.CharField(
        label=_("姓名"), max_length=50, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    resident_id = forms.CharField(
        label=_("公民身份号码"),
        max_length=20,
        help_text=_("18 位，最后一位可能是 X。号码加密保存，任何页面都不会完整显示。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class MandateForm(forms.Form):
    """Whom to appoint, for what, until when."""

    agent = forms.CharField(
        label=_("代办人的用户名"),
        help_text=_("代办人须已完成实名认证。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    firm = forms.CharField(
        label=_("统一社会信用代码"),
        required=False,
        help_text=_("为企业授权时填写；您须是登记的法定代表人。为本人授权请留空。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": "18", "spellcheck": "false"}),
    )
    matters = forms.CharField(
        label=_("授权事项"),
        required=False,
        help_text=_("填事项简称，用逗号隔开；留空表示全部事项。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    until = forms.DateField(
        label=_("授权至"), help_text=_("最长一年。"), widget=forms.DateInput(attrs={"type": "date"})
    )
    may_pass_on = forms.BooleanField(label=_("允许代办人转授给他人"), required=False)


class ForgottenForm(forms.Form):
    """Whose password is forgotten."""

    who = forms.CharField(
        label=_("用户名或手机号"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )

    def clean_who(self) -> str:
        return str(self.cleaned_data["who"]).strip()


class NewPasswordForm(CodeForm):
    """The code that came, and a new password twice."""

    password1 = forms.CharField(
        label=_("新密码"),
        help_text=_("至少 10 位，不要只用数字。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    password2 = forms.CharField(
        label=_("再输一次新密码"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("password1") != cleaned.get("password2"):
            raise ValidationError(_("两次输入的密码不一致。"))
        return cleaned
