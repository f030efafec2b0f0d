"""Where staff land after signing in."""

from yiwang.access.api import Actor


def staff_home(actor: Actor) -> str:
    """The window for those who only receive people; the approver's desk for everybody else."""
    return "/window/" if actor.role_slugs == {"window-clerk"} else "/console/"
