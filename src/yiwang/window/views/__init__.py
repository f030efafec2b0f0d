"""Views by what they show."""
