"""A pytest plugin (`-p yiwang.project.under_test`): points a test run at a data folder of its own.

It has to be heard before pytest-django reads the settings, which is before any conftest.
"""

import os

from yiwang.project import places

os.environ.setdefault("YIWANG_VAR", str(places.home() / "var" / "test"))
