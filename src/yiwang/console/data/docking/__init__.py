"""Pages of `docking` (对接)."""
