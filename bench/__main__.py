"""`make bench`: every benchmark in turn; name some to run only those."""

import subprocess
import sys
from pathlib import Path


def main() -> None:
    """Run `bench/bench_*.py`, each in a process of its own: Django keeps the first database it sees."""
    found = sorted(file.stem for file in Path(__file__).parent.glob("bench_*.py"))
    wanted = [f"bench_{name}" for name in sys.argv[1:]] or found
    for name in wanted:
        print(f"— {name}", flush=True)
        done = subprocess.run([sys.executable, "-c", f"from bench.{name} import main; main()"], check=False)
        if done.returncode:
            raise SystemExit(f"{name} failed")


if __name__ == "__main__":
    main()
