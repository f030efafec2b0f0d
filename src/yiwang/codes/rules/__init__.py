"""Pure rules, one standard a file."""
