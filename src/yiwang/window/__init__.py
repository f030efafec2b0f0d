"""The one-window workbench: receive anybody for any item, accept or say once what lacks, hand the result over.

A channel: pages only. The clerk finds the person by number and purpose, fills in and uploads with them, accepts
the case, prints the receipt, and later gives out the result.
"""
