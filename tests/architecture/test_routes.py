"""No address without a rule."""

from yiwang.access.api import routes_without_rule


def test_every_route_has_an_access_rule() -> None:
    naked = routes_without_rule()
    assert not naked, "\n".join(str(route) for route in naked)
