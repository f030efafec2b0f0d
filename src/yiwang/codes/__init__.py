"""Identifiers of the national standards: read, check, mint, mask.

Resident identity numbers (GB 11643), unified social credit codes (GB 32100), organisation codes (GB 11714),
region codes with their history (GB/T 2260), certificate identifiers (GB/T 36904), case numbers and mobile
numbers. Everything here is pure: no database, no clock (a caller passes the date). A check that fails raises
`BadCode`, which names what is wrong and what to do.
"""
