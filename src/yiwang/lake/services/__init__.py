"""What can be done with tables of the lake, one verb a file."""
