"""The residents' door: find a service, apply, follow a case, hold and show certificates, verify, rate.

A channel: pages only, no tables and no rules. Each view reads the request, calls one door below and renders.
It also serves what belongs to no other channel because every page needs it: the city's style sheet, language,
large-type choice, and the files that make the site installable.
"""
