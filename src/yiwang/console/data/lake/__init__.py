"""Pages of `lake` (数据湖)."""
