"""How numbers are written, where Django's own files for a language differ from what the house's readers use."""
