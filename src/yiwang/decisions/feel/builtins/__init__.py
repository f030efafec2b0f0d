"""The standard functions of DMN 1.5 (§10.3.4), by what they work on."""
