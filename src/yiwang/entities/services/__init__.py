"""What can be done with golden records, a file a verb."""
