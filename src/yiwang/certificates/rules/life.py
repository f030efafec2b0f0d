"""The states of a certificate and the steps between them."""

from dataclasses import dataclass

from yiwang.text import Text

VALID, SUSPENDED, WITHDRAWN, CANCELLED, EXPIRED, REVOKED = "01", "02", "03", "04", "05", "07"


@dataclass(frozen=True)
class Operation:
    """A step: its code in the national exchange, its name, where it may begin and where it ends."""

    code: str
    name: Text
    begins: frozenset[str]
    ends: str


OPERATIONS = {
    "suspend": Operation("03", Text("暂扣", "Suspend"), frozenset({VALID}), SUSPENDED),
    "restore": Operation("06", Text("暂扣发还", "Restore"), frozenset({SUSPENDED}), VALID),
    "expire": Operation("04", Text("过期失效", "Expire"), frozenset({VALID, SUSPENDED}), EXPIRED),
    "cancel": Operation("05", Text("注销", "Cancel"), frozenset({VALID, SUSPENDED, EXPIRED}), CANCELLED),
    "withdraw": Operation("05", Text("撤销", "Withdraw"), frozenset({VALID, SUSPENDED}), WITHDRAWN),
    "revoke": Operation("05", Text("吊销", "Revoke"), frozenset({VALID, SUSPENDED}), REVOKED),
    "replace": Operation("02", Text("延续换新", "Replace"), frozenset({VALID, EXPIRED}), CANCELLED),
}


def may(operation: str, state: str) -> bool:
    """Whether a certificate in `state` can take this step."""
    return state in OPERATIONS[operation].begins


def steps_from(state: str) -> tuple[tuple[str, Text], ...]:
    """The steps a person may take with a certificate in `state`, by slug with their names."""
    by_hand = ("suspend", "restore", "withdraw", "cancel", "revoke")
    return tuple((slug, OPERATIONS[slug].name) for slug in by_hand if may(slug, state))
