"""The way through an application: the form's steps in order, then a last look."""

from dataclasses import dataclass

from django.utils.translation import gettext

from yiwang.forms import api as forms
from yiwang.items.api import Item

REVIEW = "review"


@dataclass(frozen=True)
class Way:
    """Every step by name, and its title; the last one is the review."""

    titles: dict[str, str]

    @property
    def first(self) -> str:
        return next(iter(self.titles))

    def number(self, step: str) -> int:
        """Which step it is, from 1."""
        return list(self.titles).index(step) + 1

    def after(self, step: str) -> str:
        """The next step."""
        names = list(self.titles)
        return names[min(names.index(step) + 1, len(names) - 1)]

    def before(self, step: str) -> str:
        """The step before; the first one stays."""
        names = list(self.titles)
        return names[max(names.index(step) - 1, 0)]


def way_of(item: Item) -> Way:
    """The way through an item's form."""
    sections = forms.render(item.form, {}).sections
    return Way({section.id: str(section.title) for section in sections} | {REVIEW: gettext("核对提交")})
