"""Stewardship (数据分类治理与数长制度): labels held to the data, data kept as long as they must and destroyed with proof, people named.

Recognisers look at what tables really hold and propose better labels; files above a grade leave only with a second
person's consent and a trace of their recipient. Partitions past their term are archived and destroyed, and a signed
certificate proves it to anybody. Every unit has a data chief with duties and a record whose every number has a source.
"""
