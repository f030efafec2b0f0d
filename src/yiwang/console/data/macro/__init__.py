"""Pages of `macro` (宏观经济)."""
