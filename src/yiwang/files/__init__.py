"""Files as people send them and as the house makes them: stored once under their SM3 digest, checked at each read.

The name of a file decides nothing: its kind is read from its first bytes, and a name that claims another kind is
refused. Who may see a file is for the room that keeps its digest to decide.
"""
