"""Ways out of the house: the provincial catalogue over HTTP, lineage events to a collector or a file."""
