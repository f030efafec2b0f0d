"""Where private keys live: a software store encrypted at rest, or a signature server."""
