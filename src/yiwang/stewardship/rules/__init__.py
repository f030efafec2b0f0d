"""Pure rules of stewardship."""
