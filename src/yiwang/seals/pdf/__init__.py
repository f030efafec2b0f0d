"""PDF: the same page as the OFD form, signed with P-256 through pyHanko (PAdES)."""
