"""Template tags of the people room."""
