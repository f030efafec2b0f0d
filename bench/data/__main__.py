"""`make bench-data ROWS=…`: every benchmark of the data foundation at a size; name some to run only those."""

import subprocess
import sys

#: In the order of what stands on what. Each runs in a process of its own: Django keeps the first database it sees.
ALL = ("quality", "collection", "linkage", "stability", "register_5m", "year")


def main() -> None:
    """`python -m bench.data ROWS [name …]`."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    for name in sys.argv[2:] or ALL:
        print(f"— {name} ({rows:,})", flush=True)
        done = subprocess.run([sys.executable, "-m", f"bench.data.{name}", str(rows)], check=False)
        if done.returncode:
            raise SystemExit(f"{name} failed")


if __name__ == "__main__":
    main()
