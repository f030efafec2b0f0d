"""What can be done in stewardship, one verb a file."""
