"""What the world knew on a day: regions of GB/T 2260, abolished ones among them."""

from datetime import date
from functools import lru_cache

import numpy as np

from yiwang.codes import api as codes
from yiwang.quality.engine.computing import Almanac


@lru_cache(maxsize=8)
def almanac(on: date) -> Almanac:
    """Regions ever in force and in force on a day, as tables indexed by the six-digit code."""
    ever, current = np.zeros(1_000_000, np.bool_), np.zeros(1_000_000, np.bool_)
    for code in codes.regions_ever():
        ever[int(code)] = True
        current[int(code)] = codes.region_name_on(code, on) is not None
    return Almanac(ever, current, (on - date(1970, 1, 1)).days)
