"""The machine that scans: reads chunks, runs kernels and the one query, counts, writes. It knows no database."""
