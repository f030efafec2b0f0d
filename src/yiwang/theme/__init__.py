"""The one design language of the house: base templates, styles, icons (docs/design.md)."""
