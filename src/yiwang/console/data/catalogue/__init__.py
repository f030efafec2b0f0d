"""Pages of `catalogue` (资源目录)."""
