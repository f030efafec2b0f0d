"""What every page's frame shows: brand, menus, reader, reading mode."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from yiwang.theme import nav
from yiwang.theme.brand import Brand, brand

#: Cookie that keeps a reader's choice of the large-type version.
READING_COOKIE = "reading"


@dataclass(frozen=True)
class Frame:
    """The values that `theme/document.html` and its children draw around a page."""

    brand: Brand
    reading: str
    signed_in: bool
    name: str
    sign_in: str
    staff_sign_in: str
    sign_out: str
    public_links: list[nav.Link]
    desk_links: list[nav.Link]


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor; nothing is worked out for a template that draws no frame (an htmx fragment)."""
    return {"frame": SimpleLazyObject(lambda: frame_of(request))}


def frame_of(request: HttpRequest) -> Frame:
    """The frame of one request; the reader is whoever the access middleware attached."""
    actor = getattr(request, "actor", None)
    roles = {role.slug for role in getattr(actor, "roles", ())}
    signed_in = getattr(actor, "kind", "public") in ("resident", "staff")
    return Frame(
        brand=brand(),
        reading="large" if request.COOKIES.get(READING_COOKIE) == "large" else "usual",
        signed_in=signed_in,
        name=actor.name if actor is not None and signed_in else "",
        sign_in=reverse("account_login"),
        staff_sign_in=reverse("people:staff-sign-in"),
        sign_out=reverse("account_logout"),
        public_links=nav.links("public", request.path),
        desk_links=nav.links("desk", request.path, roles) if roles else [],
    )
