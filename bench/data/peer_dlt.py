"""The same CSV through dlt: read as Arrow, written as Parquet into a folder. Prints rows and seconds as JSON.

`python peer_dlt.py file.csv folder`, in an environment that has `dlt[parquet]`; it neither judges nor reconciles rows.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import dlt
import pyarrow as pa
from pyarrow import csv, parquet


def main(file: str, folder: str) -> None:
    """One run of a pipeline, from a clean folder."""

    @dlt.resource(name="allowance", write_disposition="append")
    def rows() -> Iterator[pa.Table]:
        with Path(file).open(encoding="utf-8") as opened:
            names = opened.readline().strip().split(",")
        text = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()))
        for batch in csv.open_csv(
            file, convert_options=text, read_options=csv.ReadOptions(block_size=1 << 25)
        ):
            yield pa.Table.from_batches([batch])

    pipeline = dlt.pipeline(
        "bench",
        pipelines_dir=f"{folder}/state",
        destination=dlt.destinations.filesystem(bucket_url=f"file://{folder}/out"),
        dataset_name="ods",
    )
    began = time.monotonic()
    pipeline.run(rows(), loader_file_format="parquet")
    seconds = time.monotonic() - began
    files = Path(folder, "out", "ods", "allowance").rglob("*.parquet")
    print(json.dumps({"rows": sum(parquet.read_metadata(one).num_rows for one in files), "seconds": seconds}))


if __name__ == "__main__":
    main(*sys.argv[1:])
