"""Pages of `places` (地名地址)."""
