"""Pure rules of the people room."""
