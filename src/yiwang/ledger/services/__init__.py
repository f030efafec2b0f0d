"""Recording acts and placing them in the tree."""
