"""Benchmarks: ratios against a peer or a baseline measured in the same run, kept in `bench/results/`."""
