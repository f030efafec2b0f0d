"""The open interface (开放接口): HTTP addresses by which other systems speak with this house.

A channel only: it reads headers and bodies, asks a room's door, and signs the answer. Every address is open to all, since
who comes in is asked by signature inside; docs/docking.md tells other systems how.
"""
