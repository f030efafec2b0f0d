"""Geodata of a city that does not exist: real boundaries may be shown only under a review number (审图号)."""
