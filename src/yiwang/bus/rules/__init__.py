"""Pure parts of the bus."""
