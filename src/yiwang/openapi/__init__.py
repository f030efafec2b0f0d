"""The open interface (开放接口): HTTP addresses by which other systems speak with this house.

A channel only: it reads headers and bodies, asks a room's door, and answers. Every address is open to all: docking asks
who comes in by signature (docs/docking.md), the map services of `maps` show each reader the layers open to them
(docs/places.md).
"""
