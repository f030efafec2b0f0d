"""Benchmarks of the data floor: each module has `main(rows)`."""
