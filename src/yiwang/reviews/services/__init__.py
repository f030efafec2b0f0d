"""What can be done with a review, one verb a file."""
