"""Collection (数据归集): brings the departments' data into the lake, and can say of every row what became of it.

A source names a resource of the catalogue and how to reach its rows: files, databases, HTTP interfaces, message queues,
or a spreadsheet filled in by hand. A load is a state machine on disk and in the database: read in chunks, each with a
checkpoint; judged by the quality room in one pass; landed exactly once; reconciled by count and hash; told to everybody.
Rows that cannot be admitted are kept in quarantine and go back to their department as a ticket with a deadline.
"""
