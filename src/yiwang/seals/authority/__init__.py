"""The city's own certificate authority: one root a kind of key, the seal maker, one signer a seal, the list signer.

The keys live in the key store; here are the certificates. A city that has a licensed authority puts its
certificates in place of these and keeps the rest.
"""
