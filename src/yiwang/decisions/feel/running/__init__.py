"""Turning a syntax tree into closures, and running them."""
