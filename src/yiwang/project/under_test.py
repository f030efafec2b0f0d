"""A pytest plugin (`-p yiwang.project.under_test`): points a test run at a data folder of its own.

It has to be heard before pytest-django reads the settings, which is before any conftest.
"""

import os
from pathlib import Path

from yiwang.project import places

folder = os.environ.get("YIWANG_VAR") or str(places.home() / "var" / "test")
# Each of xdist's workers has a house of its own, database server and all: nothing one does is seen by another.
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    folder = str(Path(folder) / worker)
os.environ["YIWANG_VAR"] = folder
