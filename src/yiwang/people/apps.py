"""Django application of the people room."""

from django.apps import AppConfig
from django.conf import settings


class PeopleConfig(AppConfig):
    """Registers the room, its permissions, who stands behind a request, and what is heard of sign-ins."""

    name = "yiwang.people"
    label = "people"
    verbose_name = "人员与账号"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yiwang.access.api import register_actor_provider
        from yiwang.people import handlers, permissions  # noqa: F401 - imported for what they register
        from yiwang.people.actors import actor_behind
        from yiwang.people.upstream import SimulatedUpstream, register_upstream

        register_actor_provider(actor_behind)
        if settings.UPSTREAM == "simulated":
            register_upstream(SimulatedUpstream())
