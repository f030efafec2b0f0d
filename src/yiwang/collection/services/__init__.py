"""What can be done with sources and loads, one verb a file."""
