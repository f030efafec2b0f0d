"""How much a file may ask of the verifier. A real certificate is far below every one of these."""

#: Bytes of a whole file.
FILE_SIZE = 20 * 1024 * 1024
#: Files in a package, bytes of one of them unpacked, and of all of them together.
ENTRIES = 1000
ENTRY_SIZE = 32 * 1024 * 1024
UNPACKED_SIZE = 64 * 1024 * 1024
#: Bytes of one XML part and of one signature structure.
XML_SIZE = 4 * 1024 * 1024
SIGNATURE_SIZE = 2 * 1024 * 1024
#: Seals on one file.
SEALS = 50
