"""Cases (办件): one person's application for one item, from submission to decision and certificate.

A case follows its item's process. Service steps are done at once, inside the same transaction; a user step waits for the
person whose post may do it. The clock of the promise starts at acceptance and stands still where the law
says so. Every act is a line of the timeline that the applicant sees, and a leaf of the ledger.
"""
