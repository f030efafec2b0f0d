"""Storing files."""
