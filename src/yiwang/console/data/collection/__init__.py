"""Pages of `collection` (数据归集)."""
