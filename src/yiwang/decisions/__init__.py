"""Rules that anyone can read: DMN decision tables and FEEL expressions, evaluated with an explanation.

A pack brings a DMN 1.1–1.5 model; this room reads it, reports every mistake with its line, evaluates it and
tells why: which inputs had which value, which cells held, which rule fired. FEEL is our own implementation
(tokens → syntax tree → closures); it never runs Python text, and every evaluation has a budget, so a hostile
expression can neither hang the house nor exhaust it. The room is pure: no tables, no Django.
"""
