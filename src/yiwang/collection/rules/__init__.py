"""Pure rules of collection."""
