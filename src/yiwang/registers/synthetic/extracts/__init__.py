"""What departments hold about the same synthetic people and firms, as they would hand it in.

Every department has its own file format, its own idea of an address and its own slips of the pen. How many slips
of each sort were planted is kept beside the rows, so that whoever looks for them can be measured.
"""
