"""Topics (主题库): stores that are made, not kept: each table is a SELECT over catalogued resources in the lake.

A store is text in a pack or what a steward drew on a page: sources, tables, keys that join persons, firms, homes,
vehicles and places, marks (rule and evidence), services. Building is exactly once per set of source snapshots; a
table is built again only when one of its own sources changed; a failed build leaves the last good one serving.
Columns inherit the grade of the fields they come from, so masks follow the data. People are never listed.
"""
