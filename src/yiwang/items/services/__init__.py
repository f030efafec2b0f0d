"""What the catalogue can do: one verb a file."""
