"""What the benchmarks share: a house of their own, its people, and clients."""
