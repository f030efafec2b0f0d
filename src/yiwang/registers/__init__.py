"""Base registers: what the city already knows, so that nobody has to say it twice.

A register is asked through `lookup`, with a purpose, by somebody, and every look goes to the ledger with the person
whose data it was. Behind each register stands an adapter: the population and the legal persons in our own tables,
the housing fund and real estate in systems of their own that may be slow or away (`SourceDown`). The people here are synthetic.
"""
