"""Data tickets (校核工单): whatever is wrong with data goes back to the department it came from, with a deadline.

Quality checks, quarantined rows, sources that contradict each other, catalogue entries that are overdue: each opens
a ticket under a key of its matter, so that the same fault is never reported twice. The department answers (corrected,
confirmed, or not ours), whoever opened it verifies, and what was corrected flows on by the facts of this room.
"""
