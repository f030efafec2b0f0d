"""What can be done in docking, one verb a file."""
