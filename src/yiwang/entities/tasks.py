"""What the entities room does in the background."""
