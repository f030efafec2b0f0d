"""The registry of seals above the city: what we tell it, over HTTP, and a rehearsal one to practise with.

The real provincial system's interface is not public; messages here carry the fields of GB/T 33481 under plain
JSON, and one class (`Registry`) is all that a city with access has to replace.
"""
