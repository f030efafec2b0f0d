"""Yiwang (一网): one program that a city runs its digital government on.

Rooms are the packages of this folder, stacked on the floors that `floors.py` lists.
"""

__version__ = "0.1.0"
