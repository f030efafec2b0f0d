"""What the entities room does when something happened elsewhere."""
