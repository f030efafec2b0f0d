"""The desk of those who decide and those who look after the platform.

A channel: pages only. Approvers have their queue with clocks, the case with everything that explains it, and the
decision; departments put bad ratings right; certificate and seal keepers, operators and auditors have a page each.
"""
