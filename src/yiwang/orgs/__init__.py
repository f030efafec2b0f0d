"""Departments and posts: the offices of a city, and the chairs in them.

A department is a legal person with a credit code; a post joins a department to one role of the access room. Both
come from the city pack's `departments.csv` and `posts.csv`, or one by one from the console. Nothing is deleted: what
a city no longer names is retired and keeps its past. Who sits on a post is the people room's matter.
"""
