"""Draws a form field the way docs/design.md asks."""

from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput

register = template.Library()


@register.inclusion_tag("people/field.html")
def field_box(field: BoundField, width: str = "", label: str = "") -> dict[str, Any]:
    """A field with label, hint and errors; `width` is `short` or `middle`; `label` stands in for the form's own."""
    if label:
        field.label = label
    field.field.widget.attrs.pop("placeholder", None)
    described = [f"{field.auto_id}-hint"] if field.help_text else []
    if field.errors:
        described.append(f"{field.auto_id}-error")
    attributes: dict[str, Any] = {}
    is_choice = isinstance(field.field.widget, CheckboxInput)
    if not is_choice:
        attributes["class"] = f"input input-{width}" if width else "input"
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if field.errors:
        attributes["aria-invalid"] = "true"
    return {"field": field, "widget": field.as_widget(attrs=attributes), "is_choice": is_choice}
