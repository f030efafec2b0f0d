"""What packs can do that is kept."""
