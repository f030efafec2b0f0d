"""The house's memory of who did what: an append-only Merkle log over SM3.

Every audited act is an entry, written in the transaction of the act itself. A sequencer then gives each committed entry its
place as a leaf of the tree and signs the new head; `docs/decisions/0002-ledger-sequencer.md` says why in two steps. Whoever
holds a signed head can check that an entry is in the log, that nothing before it was changed, and that the log only grew.
"""
