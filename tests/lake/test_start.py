"""What every process of the house pays for the lake before it uses it."""

import subprocess
import sys

PROGRAM = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "yiwang.project.settings"
import django; django.setup()
import yiwang.project.urls, yiwang.lake.api
print(sorted({name.partition(".")[0] for name in sys.modules} & {"pyiceberg", "sqlalchemy", "fsspec", "boto3", "pyspark"}))
"""


def test_no_process_loads_iceberg_before_it_needs_it():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr
