"""Verify sealed files anywhere: needs the file and the city's trust anchors, no database, no network."""
