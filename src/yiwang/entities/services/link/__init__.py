"""Linking all records of a kind at once: Splink trains, seeks and weighs; the room's own rules decide and keep ids."""
