"""What can be done with quality, one verb a file."""
