"""Pure rules of the lake."""
