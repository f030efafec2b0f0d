"""The macro-economy base (宏观经济基础信息库): what the statisticians publish, as they published it.

A dictionary says what each indicator means; values come by vintage and are never overwritten, so that a series can be
read as it was known on any day. What is published cumulatively (累计值) can be read month by month, and growth is only
computed on the same basis (同口径): across a change of method the comparable figure of the year before is needed.
"""
