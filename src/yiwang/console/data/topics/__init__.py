"""Pages of `topics` (主题库)."""
