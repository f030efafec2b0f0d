"""Bilingual content: what packs and rules say to people, in Chinese and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import translation


@dataclass(frozen=True)
class Text:
    """One sentence or name in both languages; `str()` gives the one the reader has chosen."""

    zh: str
    en: str = ""

    def __str__(self) -> str:
        return self.en if self.en and (translation.get_language() or "zh").startswith("en") else self.zh

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)

    def as_dict(self) -> dict[str, str]:
        """The stored form, `{"zh": …, "en": …}`."""
        return {"zh": self.zh, "en": self.en}

    @classmethod
    def of(cls, value: "Text | Mapping[str, str] | str") -> "Text":
        """Read the stored form; a bare string is Chinese without English."""
        if isinstance(value, Text):
            return value
        if isinstance(value, str):
            return cls(value)
        return cls(value.get("zh", ""), value.get("en", ""))
