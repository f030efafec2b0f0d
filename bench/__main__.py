"""`make bench`: every benchmark in turn; name some to run only those."""

import importlib
import sys
from pathlib import Path


def main() -> None:
    """Run `bench/bench_*.py`, each of which has a `main()`."""
    found = sorted(file.stem for file in Path(__file__).parent.glob("bench_*.py"))
    wanted = [f"bench_{name}" for name in sys.argv[1:]] or found
    for name in wanted:
        print(f"— {name}", flush=True)
        importlib.import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main()
