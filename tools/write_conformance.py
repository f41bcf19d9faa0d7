"""Writes `docs/reference/conformance.md`: published cases reproduced, left out, or differing.

Needs the evaluation data (`RONGQU_DATA`); without it the page stays as it is.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.vectors.judges import (
    Outcome,
    Verdict,
    judge_amounts,
    judge_day_counts,
    judge_instalments,
    judge_schedules,
)

PAGE = Path("docs/reference/conformance.md")

COLUMNS = (Outcome.MATCHED, Outcome.DIFFERING, Outcome.OUT_OF_SCOPE)

SOURCES = {
    "loan_schedules": "Apache Fineract, first instalment tables of its end-to-end scenarios",
    "progressive_emi": "Apache Fineract, unit tests of its progressive engine",
    "day_count": "OpenGamma Strata, `DayCountTest`",
    "cn_numbers": "cn2an, amounts in capital numerals 大写",
}


def judge_all(folder: Path) -> list[Verdict]:
    def read(name: str) -> Any:
        return json.loads((folder / f"{name}.json").read_text("utf-8"))

    return [
        *judge_schedules(read("loan_schedules")),
        *judge_instalments(read("progressive_emi")),
        *judge_day_counts(read("day_count")),
        *judge_amounts(read("cn_numbers")["to_chinese"]),
    ]


def write_page(verdicts: Sequence[Verdict]) -> str:
    lines = [
        "# Conformance\n",
        "Published cases that our schedules, day counts and amounts in words are held against, to",
        "the cent. Made by `python -m tools.write_conformance`; a test compares it with what the",
        "code does.\n",
        "| source | matched | differing | out of scope |",
        "| --- | ---: | ---: | ---: |",
        *(_summary(name, words, verdicts) for name, words in SOURCES.items()),
        "\n## Differing\n",
        "| case | cause |",
        "| --- | --- |",
        *(
            f"| `{each.case}` | {each.reason or '**not known**'} |"
            for each in verdicts
            if each.outcome is Outcome.DIFFERING
        ),
        "\n## Out of scope\n",
        "| source | what the cases ask for | cases |",
        "| --- | --- | ---: |",
        *_left_out(verdicts),
        "\n## Conventions\n",
        "Interest of a period is the balance times the period's rate, rounded half to even. The",
        "last instalment takes the remainder; equal instalments are evened out as",
        "`kernel/annuity.py` says. Days count from the first (included) to the last (excluded), as",
        "in ISDA 2006, 4.16. Fineract's ACT/ACT counts (start, end] instead: to be compared, its",
        "periods are moved on by a day.",
    ]
    return "\n".join(lines) + "\n"


def _summary(name: str, words: str, verdicts: Sequence[Verdict]) -> str:
    counts = Counter(each.outcome for each in verdicts if each.source == name)
    matched, differing, left_out = (counts[outcome] for outcome in COLUMNS)
    return f"| {words} | {matched} | {differing} | {left_out} |"


def _left_out(verdicts: Sequence[Verdict]) -> list[str]:
    reasons = Counter(
        (each.source, each.reason) for each in verdicts if each.outcome is Outcome.OUT_OF_SCOPE
    )
    return [
        f"| {source} | {reason} | {count} |" for (source, reason), count in sorted(reasons.items())
    ]


def main() -> int:
    folder = Path(os.environ.get("RONGQU_DATA", "../shared/data")) / "vectors"
    if not folder.is_dir():
        print(f"the evaluation data is not at {folder} (set RONGQU_DATA); {PAGE} stays as it is")
        return 0
    PAGE.write_text(write_page(judge_all(folder)), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
