"""Who may change the divisions."""

from yiwang.access import api as access

access.verb("areas.load-city", zh="载入行政区划", en="load the divisions of a city")


@access.rule("areas.load-city", roles=["operator"], system=True)
def may_load_city(actor: access.Actor, subject: object) -> access.Verdict:
    """Operators, and the house itself when it is set up."""
    return access.ALLOWED
