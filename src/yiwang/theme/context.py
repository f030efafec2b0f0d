"""What every page knows: the city it serves."""

from django.conf import settings
from django.http import HttpRequest


def city(request: HttpRequest) -> dict[str, object]:
    """The slug of the city whose name and colour the page wears."""
    return {"city_slug": settings.CITY}
