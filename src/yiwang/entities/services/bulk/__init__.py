"""Bringing a snapshot of millions of rows into the register: DuckDB finds what is new, PostgreSQL takes it in sets.

`arrivals` reads, `mirror` remembers, `linking` gives each new record its entity, `writing` writes, `telling` finds out
which golden records changed.
"""
