"""Precision and recall of the review of texts, on clauses written for this product.

Half of the clauses (by their hash) is held out: rules are improved by the other half only.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, it finds its neighbours

from rongqu.modules.contracts.review.reviewing import Reviewed, review
from rongqu.modules.contracts.review.types import Rule, TextKind

CLAUSES = Path(__file__).parents[1] / "tests" / "corpus" / "clauses.tsv"
CAP = Decimal("0.12")
LETTERS = {
    "g": Rule.GUARANTEED_RETURN,
    "e": Rule.EXAGGERATION,
    "u": Rule.UNEQUAL_PENALTY,
    "r": Rule.RATE_ABOVE_CAP,
    "c": Rule.CONTRADICTION,
    "a": Rule.INTEREST_IN_ADVANCE,
}


@dataclass(frozen=True, slots=True)
class Clause:
    text: str
    labels: frozenset[Rule]
    is_held_out: bool


@dataclass(slots=True)
class Score:
    right: int = 0
    false: int = 0
    missed: int = 0

    def add(self, wanted: frozenset[Rule], found: frozenset[Rule]) -> None:
        self.right += len(wanted & found)
        self.false += len(found - wanted)
        self.missed += len(wanted - found)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)


def read_clauses() -> list[Clause]:
    clauses: list[Clause] = []
    for line in CLAUSES.read_text("utf-8").splitlines():
        labels, _, text = line.partition("\t")
        known = frozenset(LETTERS[each] for each in labels.split(",") if each != "-")
        is_held_out = hashlib.sha256(text.encode()).digest()[0] % 2 == 1
        clauses.append(Clause(text, known, is_held_out))
    return clauses


def found_in(clause: Clause) -> frozenset[Rule]:
    wanted = Reviewed(text=clause.text, kind=TextKind.CLAUSE, rate_cap=CAP)
    return frozenset(each.rule for each in review(wanted))


def score(clauses: Iterable[Clause], rules: frozenset[Rule]) -> Score:
    total = Score()
    for clause in clauses:
        total.add(clause.labels & rules, found_in(clause) & rules)
    return total


def main(arguments: list[str]) -> int:
    clauses = read_clauses()
    held_out = [each for each in clauses if each.is_held_out]
    seen = [each for each in clauses if not each.is_held_out]
    table = Table("rule", "seen: precision", "recall", "held out: precision", "recall")
    every = frozenset(LETTERS.values())
    for name, rules in (*((rule, frozenset({rule})) for rule in every), ("all", every)):
        cells = [score(part, rules) for part in (seen, held_out)]
        table.add_row(
            name, *(f"{value:.3f}" for each in cells for value in (each.precision, each.recall))
        )
    started = time.perf_counter()
    for clause in clauses:
        found_in(clause)
    figures = {
        "clauses": float(len(clauses)),
        "precision_held_out": score(held_out, every).precision,
        "recall_held_out": score(held_out, every).recall,
        "clauses_per_second": len(clauses) / (time.perf_counter() - started),
    }
    Console(file=sys.stdout).print(table)
    if "--json" in arguments:
        print(json.dumps({"figures": figures}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
