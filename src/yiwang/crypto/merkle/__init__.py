"""Merkle trees in the shape of RFC 9162 (§2.1) with SM3 as the hash.

A subtree that is full is addressed by (level, index): it covers leaves index·2^level … (index+1)·2^level − 1.
Proofs are built from full subtrees alone: whoever stores them can prove anything about any size.
"""
