"""Template tags of the design language: icons, pills, clocks and moments."""

from datetime import date, datetime
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from yiwang.text import Text
from yiwang.theme import tones

register = template.Library()

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative icon of the sprite; meaning must stand beside it in words."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag
def pill(text: object, tone: str = "calm") -> SafeString:
    """A short state in a coloured capsule."""
    return format_html('<span class="pill tone-{}">{}</span>', tone, text)


@register.simple_tag
def state_pill(state: str, text: object) -> SafeString:
    """The pill of a case or certificate state, in the tone that state has on every page."""
    return format_html('<span class="pill tone-{}">{}</span>', tones.of_state(state), text)


@register.inclusion_tag("theme/pieces/clock.html")
def clock(light: str, text: object) -> dict[str, Any]:
    """A clock light (`green`, `yellow`, `red`, `paused`) with its words, such as "3 working days left"."""
    return {"light": light, "text": text, "tone": tones.of_light(light)}


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """Date and time of day in the city's time zone, in the reader's language."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return format_html('<time datetime="{}">{} {}</time>', local.isoformat(), _day(local), f"{local:%H:%M}")


@register.filter
def day(value: date | datetime | None) -> SafeString | str:
    """The date alone; a moment is first turned into the city's time zone."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), _day(value))


@register.filter
def short_day(value: date | datetime | None) -> SafeString | str:
    """The date without its year when that is this year: for lists and clocks."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    said = _day(value)
    if value.year == timezone.localdate().year:
        said = said.removeprefix(f"{value.year}年").removesuffix(f" {value.year}")
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), said)


def _day(value: date) -> str:
    if (get_language() or "").startswith("en"):
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日"


@register.filter
def tone_icon(tone: str) -> str:
    """The icon that goes with a tone in alerts."""
    return tones.ICONS.get(tone, tones.ICONS["info"])


@register.filter
def message_tone(level: str) -> str:
    """The tone of a Django message by its level tag."""
    return tones.of_message(level)


@register.filter
def said(value: Text | dict[str, str] | str) -> str:
    """Bilingual content in the reader's language, whether a `Text` or its stored form."""
    return str(Text.of(value))


@register.filter
def clock_time(value: datetime | None) -> str:
    """The time of day alone, for what has just happened."""
    return f"{timezone.localtime(value):%H:%M:%S}" if value else ""


@register.filter
def percent(rate: float) -> str:
    """A share of one as a percentage with one decimal; the sign stands beside it."""
    return f"{rate * 100:.1f}".removesuffix(".0")
