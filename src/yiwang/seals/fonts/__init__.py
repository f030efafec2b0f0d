"""Letters for documents: the open fonts the house prints with, and small per-document cuts of them."""
