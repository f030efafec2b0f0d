"""People: accounts of residents and staff, what proves them, and whom they may act for.

A resident account climbs real-name levels (0 account only, 1 mobile confirmed, 2 name and ID number
verified against the population register, 3 level 2 with a passkey). A staff account holds posts, each
within an area and a period, and works only behind a second factor. A mandate lets an account act for
another person or a firm, up a chain that expires. Signing in and out is django-allauth's work; this room
dresses its pages, throttles them and writes every event to the ledger.
"""
