"""What stands behind each register."""
