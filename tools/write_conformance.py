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

from tests.vectors.fineract import judge_instalments, judge_schedules
from tests.vectors.frappe import judge_facts
from tests.vectors.sheets import judge_amounts, judge_xirr
from tests.vectors.strata import judge_day_counts
from tests.vectors.verdicts import Outcome, Verdict

PAGE = Path("docs/reference/conformance.md")

SOURCES = {
    "loan_schedules": "Apache Fineract, first instalment tables of its end-to-end scenarios",
    "progressive_emi": "Apache Fineract, unit tests of its progressive engine",
    "day_count": "OpenGamma Strata, `DayCountTest`",
    "xirr": "pyxirr, samples of XIRR, XNPV and XNFV",
    "frappe_facts": "frappe/lending, instalments and broken periods",
    "cn_numbers": "cn2an, amounts in capital numerals 大写",
}

CONVENTIONS = """
## Conventions

Interest of a period is the balance times the period's rate, a ratio of whole numbers, rounded half
to even. The last instalment takes the remainder; equal instalments are evened out as
`kernel/annuity.py` says. Days count from the first (included) to the last (excluded), as in ISDA
2006, 4.16. Fineract's ACT/ACT counts (start, end] instead, which the comparison does too.

*With an input of its own found*: a case lacks an input, or contradicts its own (the product changed
it). The one value that explains every line of its table to the cent is looked for, and counted
apart from the cases that match as they are.
"""


def judge_all(folder: Path) -> list[Verdict]:
    def read(name: str) -> Any:
        return json.loads((folder / f"{name}.json").read_text("utf-8"))

    return [
        *judge_schedules(read("loan_schedules")),
        *judge_instalments(read("progressive_emi")),
        *judge_day_counts(read("day_count")),
        *judge_xirr(read("xirr")),
        *judge_facts(read("frappe_facts")),
        *judge_amounts(read("cn_numbers")["to_chinese"]),
    ]


def write_page(verdicts: Sequence[Verdict]) -> str:
    lines = [
        "# Conformance\n",
        "Published cases that our schedules, day counts, rates and amounts in words are held",
        "against, to the cent. Made by `python -m tools.write_conformance`; a test compares it",
        "with what the code does.\n",
        f"| source | {' | '.join(Outcome)} |",
        f"| --- |{' ---: |' * len(Outcome)}",
        *(_summary(name, words, verdicts) for name, words in SOURCES.items()),
        "\n## Differing\n",
        "| source | case | cause |",
        "| --- | --- | --- |",
        *(
            f"| {each.source} | `{each.case}` | {each.reason or '**not known**'} |"
            for each in verdicts
            if each.outcome is Outcome.DIFFERING
        ),
        "\n## Matched, with an input of its own found\n",
        "| source | input | cases |",
        "| --- | --- | ---: |",
        *_by_reason(verdicts, Outcome.ASSUMING),
        "\n## Out of scope\n",
        "| source | what the cases ask for | cases |",
        "| --- | --- | ---: |",
        *_by_reason(verdicts, Outcome.OUT_OF_SCOPE),
    ]
    return "\n".join(lines) + "\n" + CONVENTIONS


def _summary(name: str, words: str, verdicts: Sequence[Verdict]) -> str:
    counts = Counter(each.outcome for each in verdicts if each.source == name)
    figures = " | ".join(str(counts[outcome]) for outcome in Outcome)
    return f"| {words} | {figures} |"


def _by_reason(verdicts: Sequence[Verdict], wanted: Outcome) -> list[str]:
    reasons = Counter((each.source, each.reason) for each in verdicts if each.outcome is wanted)
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
