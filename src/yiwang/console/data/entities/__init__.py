"""Pages of `entities` (基础库)."""
