"""FEEL values: what they are, how they compare, add up, print and travel to and from Python."""
