"""The data desk: one folder a room of the data floor, each with its addresses, views and menu lines."""

#: In the order of the menu.
ROOMS = (
    "platform",
    "tickets",
    "lake",
    "catalogue",
    "quality",
    "collection",
    "entities",
    "topics",
    "profiles",
    "places",
    "macro",
    "stewardship",
    "docking",
)
