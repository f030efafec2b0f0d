"""What can be done with statistics, one verb a file."""
