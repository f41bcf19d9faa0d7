"""rapidfuzz over every name. Its argument is a file of names and of what is asked."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process, utils  # pyright: ignore[reportMissingImports]

CUTOFF = 80
ASKED_WRATIO = 40


def measure(
    scorer: Any, names: list[str], asked: list[tuple[str, int]]
) -> tuple[float, float, float]:
    found, answers = 0, 0
    started = time.perf_counter()
    for name, at in asked:
        hits = process.extract(
            utils.default_process(name), names, scorer=scorer, score_cutoff=CUTOFF, limit=None
        )
        answers += len(hits)
        found += any(names[hit[2]] == names[at] for hit in hits)
    seconds = time.perf_counter() - started
    return 1e3 * seconds / len(asked), found / len(asked), answers / len(asked)


def main() -> None:
    given = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    names = [utils.default_process(name) for name in given["names"]]
    figures: dict[str, float] = {}
    for title, scorer, count in (
        ("token_sort", fuzz.token_sort_ratio, len(given["asked"])),
        ("wratio", fuzz.WRatio, ASKED_WRATIO),
    ):
        milliseconds, found, answers = measure(scorer, names, given["asked"][:count])
        figures |= {
            f"{title}_ms": milliseconds,
            f"{title}_found": found,
            f"{title}_answers": answers,
        }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
