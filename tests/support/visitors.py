"""The people of the stories at their browsers: signed in once a module, as people stay signed in for a morning."""

from dataclasses import dataclass, field

from django.utils import timezone
from tests.support.browser import Browser, Form, Page
from tests.support.city import Served

from yiwang.access.api import SYSTEM
from yiwang.people import api as people
from yiwang.people.models import Account
from yiwang.people.services.mobile import bind_mobile
from yiwang.people.services.sample_accounts import sample_secret
from yiwang.people.services.totp import ensure_totp
from yiwang.registers import api as registers
from yiwang.registers.models import Person

_BY = SYSTEM("test")


@dataclass
class Visitors:
    """Browsers at one house, kept by who sits at them."""

    house: Served
    signed_in: dict[str, Browser] = field(default_factory=dict)

    def anyone(self) -> Browser:
        """Somebody who has not signed in."""
        return Browser(self.house.url, "anyone")

    def resident(self, username: str) -> Browser:
        """A resident, signed in."""
        if username not in self.signed_in:
            browser = Browser(self.house.url, username)
            page = enter(browser, username, "/signin/")
            assert page.path == "/me/", page.text
            self.signed_in[username] = browser
        return self.signed_in[username]

    def staff(self, username: str) -> Browser:
        """A member of staff, signed in with their second factor."""
        if username not in self.signed_in:
            page = self._second_step(username)
            assert page.path.startswith(("/desk/", "/window/", "/console/", "/board/")), page.path
        return self.signed_in[username]

    def _second_step(self, username: str, expect: int = 200) -> Page:
        browser = self.signed_in[username] = Browser(self.house.url, username)
        page = enter(browser, username, "/staff/signin/")
        return page.press("登录", {"动态口令或恢复码": people.sample_code(username)}, expect)

    def newcomer(self, username: str, who: registers.PersonView, level: int = 2) -> Browser:
        """Somebody of the register, given an account of their own up to a real-name level."""
        if username not in self.signed_in:
            account = people.register_resident(
                username=username, password=people.sample_password(), name=who.name, by=_BY
            )
            if level >= 1:
                bind_mobile(
                    Account.objects.get(pk=account.id), f"139{int(who.id) % 10**8:08}", by=_BY, how="sample"
                )
            if level >= 2:
                people.verify_identity(
                    account_id=account.id, name=who.name, resident_id=who.resident_id, by=_BY
                )
        return self.resident(username)

    def hire(self, username: str, name: str, *posts: tuple[str, str]) -> Browser:
        """A new member of staff with posts, each an id and the area it counts in; signed in."""
        if username not in self.signed_in:
            self._open_account(username, name)
            for post, area in posts:
                people.grant_post(
                    account_id=people.account_named(username).id,
                    post_id=post,
                    area=area,
                    valid_from=timezone.localdate(),
                    by=_BY,
                )
        return self.staff(username)

    def hire_without_post(self, username: str, name: str) -> Browser:
        """Somebody with a staff account and nothing to do."""
        if username not in self.signed_in:
            self._open_account(username, name)
            self._second_step(username, expect=403)
        return self.signed_in[username]

    def _open_account(self, username: str, name: str) -> None:
        view = people.create_staff(
            username=username, password=people.sample_password(), name=name, by=_BY, sample=True
        )
        ensure_totp(Account.objects.get(pk=view.id), sample_secret(username))

    def switch(self, register: str, *, down: str) -> Page:
        """The operator takes a register out of use ("yes") or back into it ("no")."""
        operator = self.staff("operator")
        address = f"/console/sources/{register}/"
        page = operator.open("/console/sources/")
        form = next(one for one in page.tree.xpath("//form") if one.get("action") == address)
        answers = {"停用原因": "机房检修"} if down == "yes" else {}
        return Form(page, form).fill_all(answers).press("停止使用" if down == "yes" else "恢复使用")

    def close(self) -> None:
        for browser in self.signed_in.values():
            browser.close()


def enter(browser: Browser, username: str, door: str) -> Page:
    """Name and password at a door; gives the page that comes."""
    page = browser.open(door)
    return page.press("登录", {"用户名或手机号": username, "密码": people.sample_password()})


def villager(
    *, born_to: str, born_from: str = "1900-01-01", number: int = 0, **wanted: str
) -> registers.PersonView:
    """Somebody of the register who has no account yet; alive and registered here unless said otherwise."""
    known = [int(one) for one in Account.objects.exclude(person_id="").values_list("person_id", flat=True)]
    rows = Person.objects.filter(
        birthday__gte=born_from,
        birthday__lte=born_to,
        **({"status": "正常", "residence_kind": "户籍"} | wanted),
    )
    row = rows.exclude(pk__in=known).order_by("pk")[number]
    return registers.person(str(row.pk), purpose="测试", by=_BY.ref)
