"""What forms can do that is kept: one verb a file."""
