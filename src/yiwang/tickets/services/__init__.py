"""What can be done with a ticket, one verb a file."""
