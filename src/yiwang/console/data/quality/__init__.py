"""Pages of `quality` (数据质量)."""
