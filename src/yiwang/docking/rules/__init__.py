"""Pure rules of docking."""
