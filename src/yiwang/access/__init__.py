"""Access: who may do what, refused by default and explained in both languages.

Rooms name their verbs (`cases.decide`) and give each one rule; a verb without a rule is refused to
everybody. A refusal always says why and what the reader can do about it. The doors of pages and endpoints
(`open_to_all`, `open_to_residents`, `open_to_staff`) live here too, so that a test can list every route that
has none. Which account stands behind a request is learnt from a provider that `people` registers.
"""
