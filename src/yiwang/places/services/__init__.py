"""What places do, one file a verb."""
