"""Profiles (画像): what the city knows of one person, firm, home or vehicle, and how they are related.

Opened for a purpose with a legal basis and a case or task, sensitive ones with a second approver, for a limited time
and at a limited rate; every look is on the ledger, where the person reads it. Never a list of people. Tags are rules
with evidence, shown to the person too, who may object.
"""
