"""Linking all records of a kind at once, by Splink, under the room's own constraints."""
