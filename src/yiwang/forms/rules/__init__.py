"""Pure rules of forms: no Django, no clock, no database."""
