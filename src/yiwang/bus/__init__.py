"""How rooms tell each other what has happened, and how work is put off until later.

A fact is a frozen dataclass in the past tense. `publish` writes it into the outbox inside the transaction that made it
true; dispatchers deliver it to each handler at least once, in order for each subject. A handler and the mark that it has
run commit together, so a handler that only writes to the database takes effect exactly once; one that reaches outside must
bear being called again. A handler that keeps failing leaves a dead letter, which operators see and can send again.
"""
