"""From FEEL text to a syntax tree: tokens, names in scope, and a Pratt parser."""
