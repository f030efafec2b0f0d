"""Pure parts of the ledger: what is hashed, what is signed, how a proof is checked."""
