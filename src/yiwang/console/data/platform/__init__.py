"""The big-data platform on one page: 1 platform, 6 bases, N topics, and how much flows through them."""
