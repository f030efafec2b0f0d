"""Readers of sources, one a kind: each gives pieces of rows and the position after them."""
