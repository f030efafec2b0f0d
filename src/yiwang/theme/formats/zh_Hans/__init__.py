"""Simplified Chinese as offices write it."""
