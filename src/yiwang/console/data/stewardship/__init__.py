"""Pages of `stewardship` (数据治理)."""
