"""Packs: the city is data, and this room reads it.

A domain pack is a folder of TOML, JSON Schema, BPMN and DMN: items with their guides, forms, rules, processes,
certificates and worked samples. The room reads a pack, tells everything wrong with it at once with file and line,
shows what applying it would add, change and retire, and applies it in one transaction through the verbs of the
rooms that own each kind. Applying twice plans nothing; nothing is ever deleted, only retired.
"""
