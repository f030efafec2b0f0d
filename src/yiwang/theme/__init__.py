"""The one design language of every page: tokens, templates, pieces, icons and small scripts.

A stone, not a room: it knows nothing of cases or people. Channels extend `theme/page.html` (public) or
`theme/desk.html` (staff), load the `theme` template tags and use the classes described in `docs/design.md`.
What differs by city (name, colour) comes through `brand`; what a page offers in its menus through `nav`.
"""
