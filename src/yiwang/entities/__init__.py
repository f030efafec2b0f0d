"""Golden records (一数一源): one entity for each person, firm, home and vehicle, made of what departments say.

Every source record is kept with its versions and linked to one entity; what the golden record shows is a pure function
of these records, of the table that says which source is the authority for which attribute, and of the decisions of
stewards. So it can be read as it was known on any day, every value says where it comes from and how many sources
agree, and whatever was joined can be taken apart again. Where sources disagree, the authority gets a ticket.
"""
