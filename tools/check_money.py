"""Refuses arithmetic that loses cents: `float(`, `round(`, `/ 100` and `* 100` outside the kernel.

Amounts are `Money`; its `times` and `split` name their rounding. Statistics may use floats: such
files are listed with their reason.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path("src/rongqu")
KERNEL = SOURCE / "kernel"

STATISTICS: dict[str, str] = {
    "infra": "seconds and sizes; no amount of money is computed there",
    "commands/risk_tables.py": "values of features as a model reads them",
    "modules/investing/portfolio": "expected returns, risks and yields; amounts are inputs",
    "modules/matching/judging/shelf.py": "chooses what is judged exactly afterwards",
    "modules/matching/serving.py": "an offer as an order is learned from it; its costs are exact",
    "modules/ranking": "orders of offers and shares of lists; no amount of money is computed there",
    "modules/matching/mutual": "an order of projects; no amount is computed there",
    "modules/risk/factory": "statistics of invoices; no amount is ever written back",
    "modules/fraud/documents/copies.py": "levels of grey; no amount of money is there",
    "modules/fraud/graph": "shares of companies; no amount of money is there",
    "modules/compliance/monitoring": "shares of whole minor units, compared as integers",
    "modules/compliance/screening": "likeness of names; no amount of money is there",
    "modules/risk/scoring.py": "values of features as a model reads them; kept as decimals",
    "modules/risk/standard.py": "edges of bins and odds of the card",
    "modules/risk/actions/compute_score.py": "values of features as a model reads them",
    "modules/risk/endpoints.py": "values of features as a model reads them",
    "modules/models/rules.py": "shares and means of scores",
    "modules/models/queries.py": "the score at which people review, as drift is computed with it",
    "modules/models/making": "statistics of a table; whose amounts are inputs, never results",
    "modules/models/serving": "points and probabilities; amounts are inputs, never results",
}
"""File or folder below src/rongqu -> why floats are right there: no amount of money is computed."""


def faults(source: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in {"float", "round"}:
                yield node.lineno, f"{node.func.id}("
        elif isinstance(node, ast.BinOp) and _is_scaling(node):
            yield node.lineno, "/ 100 or * 100"


def _is_scaling(node: ast.BinOp) -> bool:
    sides = (node.left, node.right)
    hundred = any(isinstance(side, ast.Constant) and side.value == 100 for side in sides)
    return hundred and isinstance(node.op, ast.Div | ast.Mult)


def is_statistics(path: Path) -> bool:
    inside = path.relative_to(SOURCE).as_posix()
    return any(inside == place or inside.startswith(f"{place}/") for place in STATISTICS)


def main() -> int:
    found = [
        f"{path}:{line}: {what}: use Money"
        for path in sorted(SOURCE.rglob("*.py"))
        if KERNEL not in path.parents and not is_statistics(path)
        for line, what in faults(path.read_text())
    ]
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
