"""Items: the catalogue of what the city does for people and firms, and on what law.

An item is published in versions, each whole: name, legal basis, conditions, materials, fees, time limits,
guide, and the form, process and rules it is handled by. A case keeps the version it began under. Field names
and code lists follow GB/T 39046 and the national implementation-list exchange. The room checks that an item
does not contradict itself, finds items by Chinese words, pinyin and slips of either, and says how much of the
catalogue can be done online.
"""
