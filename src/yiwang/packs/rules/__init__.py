"""Pure rules of packs: reading text and telling where things stand in it."""
