"""Synthetic rows for the sources of topic stores: about the model city's own people, firms and homes, so that joins hit.

A few faults are planted that the rules of the stores must find (`planted.py`). Nothing here is about anybody real.
"""
