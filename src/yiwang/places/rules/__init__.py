"""Pure rules of places: coordinates, tiles, addresses."""
