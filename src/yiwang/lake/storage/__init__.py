"""Where the lake's files lie, and how they are written and found again."""
