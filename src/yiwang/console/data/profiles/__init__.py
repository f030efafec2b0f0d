"""Pages of `profiles` (画像)."""
