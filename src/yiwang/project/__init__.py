"""Wires the house: settings, URLs, the database server, the processes. Imported by nobody."""
