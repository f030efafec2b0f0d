"""How codes of the catalogue are said and coloured, the same on every page."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yiwang.catalogue import api as catalogue
from yiwang.text import Text

register = template.Library()

_GRADES = {1: "calm", 2: "calm", 3: "info", 4: "warn", 5: "bad", 6: "bad"}
_SHARING = {"1": "good", "2": "info", "3": "bad"}
_STATES = {
    "draft": "wait",
    "submitted": "info",
    "returned": "bad",
    "approved": "good",
    "published": "good",
    "superseded": "calm",
    "retired": "calm",
}
_MASKS = {
    "clear": Text("明文", "In clear"),
    "number": Text("保留前三后四", "First 3, last 4"),
    "account": Text("保留后四位", "Last 4"),
    "name": Text("保留首字", "First character"),
    "address": Text("保留区划", "Division only"),
    "email": Text("保留域名", "Domain only"),
    "year": Text("保留年份", "Year only"),
    "hidden": Text("隐藏", "Hidden"),
}


@register.filter
def code_name(code: str, name: str) -> Text:
    """What a code of a list means: `{{ row.cycle|code_name:"cycle" }}`."""
    return catalogue.code_name(name, str(code))


@register.simple_tag
def grade_pill(grade: int) -> SafeString:
    """The grade of a field or resource."""
    return format_html(
        '<span class="pill tone-{}">{}</span>',
        _GRADES.get(grade, "calm"),
        catalogue.grades().get(grade, Text(str(grade))),
    )


@register.simple_tag
def sharing_pill(code: str) -> SafeString:
    """The sharing type."""
    return format_html(
        '<span class="pill tone-{}">{}</span>',
        _SHARING.get(code, "calm"),
        catalogue.code_name("sharing", code),
    )


@register.simple_tag
def catalogue_state(state: str) -> SafeString:
    """The state of an entry or of a version."""
    name = catalogue.STATES.get(state) or catalogue.VERSION_STATES.get(state, Text(state))
    return format_html('<span class="pill tone-{}">{}</span>', _STATES.get(state, "calm"), name)


@register.filter
def mask_name(field: catalogue.FieldView, clearance: int) -> Text:
    """How a reader with this clearance sees a field."""
    return _MASKS[catalogue.shape_of(field, clearance)]


@register.filter
def category_name(slug: str) -> Text:
    """What a category of data is called."""
    found = catalogue.category_of(slug)
    return found.name if found else Text(slug, slug)
