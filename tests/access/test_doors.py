"""The doors of pages: who is let in, who is sent where, and which route has no door."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import include, path

from yiwang.access import actors
from yiwang.access import api as access

ROLE = access.Role("approver", "dept-a", "3716")
RESIDENT = access.Actor(ref="account:1", kind="resident", name="甲", level=1)
HALF_STAFF = access.Actor(ref="account:2", kind="staff", name="乙", roles=frozenset({ROLE}))
STAFF = access.Actor(ref="account:2", kind="staff", name="乙", mfa=True, roles=frozenset({ROLE}))
POSTLESS = access.Actor(ref="account:3", kind="staff", name="丙", mfa=True)


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("inside")


def visit(view, monkeypatch: pytest.MonkeyPatch, actor: access.Actor, method: str = "get", **headers: str):
    monkeypatch.setattr(actors, "_providers", [lambda request: actor])
    return view(getattr(RequestFactory(), method)("/somewhere/?a=1", headers=headers))


def test_anybody_walks_through_an_open_door(monkeypatch: pytest.MonkeyPatch) -> None:
    assert visit(access.open_to_all(page), monkeypatch, access.PUBLIC).content == b"inside"


@pytest.mark.parametrize(
    ("door", "actor", "where"),
    [
        (access.open_to_residents(), access.PUBLIC, "/signin/"),
        (access.open_to_signed_in, access.PUBLIC, "/signin/"),
        (access.open_to_staff(), access.PUBLIC, "/staff/signin/"),
        (access.open_to_staff("approver"), HALF_STAFF, "/me/account/second-step/"),
        (access.open_to_residents(level=2), RESIDENT, "/me/account/verify/"),
    ],
)
def test_whoever_lacks_something_is_sent_to_get_it(
    door, actor, where, monkeypatch: pytest.MonkeyPatch
) -> None:
    response = visit(door(page), monkeypatch, actor)
    assert response.status_code == 302
    assert response["Location"] == f"{where}?next=%2Fsomewhere%2F%3Fa%3D1"


@pytest.mark.parametrize(
    ("door", "actor"),
    [
        (access.open_to_residents(), STAFF),
        (access.open_to_staff(), RESIDENT),
        (access.open_to_staff(), POSTLESS),
        (access.open_to_staff("auditor"), STAFF),
    ],
)
def test_whoever_cannot_mend_it_is_refused_with_a_remedy(
    door, actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(access.Refused) as caught:
        visit(door(page), monkeypatch, actor)
    assert caught.value.remedy.zh
    assert caught.value.remedy.en


def test_the_right_post_opens_the_door(monkeypatch: pytest.MonkeyPatch) -> None:
    assert visit(access.open_to_staff("approver", "leader")(page), monkeypatch, STAFF).content == b"inside"
    assert visit(access.open_to_staff()(page), monkeypatch, STAFF).content == b"inside"
    assert visit(access.open_to_signed_in(page), monkeypatch, HALF_STAFF).content == b"inside"


def test_a_program_is_answered_not_redirected(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(access.SignInNeeded) as caught:
        visit(access.open_to_residents()(page), monkeypatch, access.PUBLIC, Accept="application/json")
    assert caught.value.http_status == 401


def test_a_fragment_request_moves_the_whole_window(monkeypatch: pytest.MonkeyPatch) -> None:
    headers = {"HX-Request": "true"}
    response = visit(access.open_to_residents()(page), monkeypatch, access.PUBLIC, **headers)
    assert response["HX-Redirect"] == "/signin/"


def test_a_posted_form_is_not_replayed_after_signing_in(monkeypatch: pytest.MonkeyPatch) -> None:
    response = visit(access.open_to_residents()(page), monkeypatch, access.PUBLIC, method="post")
    assert response["Location"] == "/signin/"


def test_the_actor_is_worked_out_once_a_request(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[HttpRequest] = []

    def provider(request: HttpRequest) -> access.Actor:
        asked.append(request)
        return STAFF

    monkeypatch.setattr(actors, "_providers", [provider])
    request = RequestFactory().get("/")
    assert access.actor_from(request) is access.actor_from(request)
    assert len(asked) == 1


def test_a_route_that_forgot_its_door_is_named() -> None:
    patterns = [
        path("a/", access.open_to_all(page), name="a"),
        path("b/", include([path("c/", page, name="c")])),
    ]
    assert [(route.path, route.name) for route in access.routes_without_rule(patterns)] == [("b/c/", "c")]
    assert not access.routes_without_rule(access.guarded(access.open_to_signed_in, patterns[1:]))


def test_a_door_cannot_name_a_role_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="emperor"):
        access.open_to_staff("emperor")
