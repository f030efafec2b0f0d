"""The verbs of the people room, one a file."""
