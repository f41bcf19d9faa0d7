"""Runs every file of `bench/` and writes `docs/reference/figures.md`.

Each prints a table for people, then with `--json` one last line `{"figures": {name: number}}`.
Arguments are passed on, such as `--quick`; names of benches choose among them.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "figures.md"


class BenchFailed(Exception):
    """Its own words stand above."""


@dataclass(frozen=True, slots=True)
class Result:
    name: str
    words: str
    figures: dict[str, float]
    seconds: float


def benches(chosen: set[str]) -> Iterator[Path]:
    for path in sorted((ROOT / "bench").glob("[!_]*.py")):
        if not chosen or path.stem in chosen:
            yield path


def measure(path: Path, options: list[str]) -> Result:
    print(f"\n{path.stem}", flush=True)
    started = time.monotonic()
    lines: list[str] = []
    command = [sys.executable, str(path), "--json", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        for line in running.stdout:
            lines.append(line)
            print(line, end="", flush=True)
    if running.returncode != 0 or not lines:
        raise BenchFailed(f"bench/{path.name} has failed.")
    figures = json.loads(lines[-1])["figures"]
    words = path.read_text("utf-8").split('"""')[1].strip().splitlines()[0]
    return Result(path.stem, words, figures, time.monotonic() - started)


def page(results: list[Result]) -> str:
    lines = [
        "# Figures\n",
        f"Measured by `make bench` on {os.cpu_count()} cores, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}. Each bench compares with a "
        "named peer in the same run; the numbers of another machine are others.\n",
        "| bench | figure | value |",
        "| --- | --- | ---: |",
    ]
    for result in results:
        lines += [
            f"| {result.name} | `{name}` | {value:,.4g} |" for name, value in result.figures.items()
        ]
    lines.append("")
    lines += [f"- **{result.name}** ({result.seconds:.0f} s): {result.words}" for result in results]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    options = [argument for argument in arguments if argument.startswith("-")]
    chosen = {argument for argument in arguments if not argument.startswith("-")}
    try:
        results = [measure(path, options) for path in benches(chosen)]
    except BenchFailed as problem:
        print(problem, file=sys.stderr)
        return 1
    if not chosen and not options:
        PAGE.write_text(page(results), "utf-8")
        print(f"\nwritten {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
