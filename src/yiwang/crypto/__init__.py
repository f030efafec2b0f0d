"""The house's cryptography: SM2, SM3, SM4, X.509 with SM2, Merkle trees, and the store of private keys.

Code without tables. Everything that signs goes through a `KeyStore`, so that a certified signature server can
replace the software store without a change in any other room: GB/T 39786 asks for certified products, which
the libraries used here are not.
"""
