"""Who may shape the offices of a city."""

from yiwang.access import api as access

access.verb("orgs.define", zh="设置部门与岗位", en="define departments and posts")
access.verb("orgs.load-working-year", zh="载入工作日历", en="load the working calendar of a year")


@access.rule("orgs.define", roles=["operator"], system=True)
@access.rule("orgs.load-working-year", roles=["operator"], system=True)
def operators(actor: access.Actor, subject: object) -> access.Verdict:
    """Operators, and the house itself when it is set up."""
    return access.ALLOWED
