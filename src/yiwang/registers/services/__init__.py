"""Writes and looks, one verb a file: a look is a write, since it goes to the ledger."""
