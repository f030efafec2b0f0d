"""People and firms that do not exist, made from a seed: the same seed gives the same city.

Pure: no database and no clock. Only divisions, surnames and the shapes of households are real.
"""
