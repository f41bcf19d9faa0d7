"""Figures of spreadsheets: pyxirr's samples against `kernel/xirr.py`, amounts in words of cn2an."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from rongqu.kernel.chinese_amount import chinese_amount
from rongqu.kernel.day_counts import Convention
from rongqu.kernel.money import Money
from rongqu.kernel.xirr import Flow, xirr, xnfv, xnpv
from tests.vectors.verdicts import Case, Outcome, Verdict

SOURCE = "xirr"
CLOSE = 1e-6
NOTHING = 1e-3
CONVENTIONS = {
    "30/360 SIA": Convention.THIRTY_U_360,
    "30/360 ISDA": Convention.THIRTY_360_US,
    "30E/360": Convention.THIRTY_E_360,
    "act/360": Convention.ACT_360,
    "act/364": Convention.ACT_364,
    "act/365F": Convention.ACT_365F,
    "act/act ISDA": Convention.ACT_ACT_ISDA,
    "nl/365": Convention.NL_365,
    "nl/360": Convention.NL_360,
    "30E+/360": Convention.THIRTY_E_PLUS_360,
    "30E/360 ISDA": Convention.THIRTY_E_360_ISDA,
    "act/365.25": Convention.ACT_365_25,
    "act/365L": Convention.ACT_365_L,
    "act/act AFB": Convention.ACT_ACT_AFB,
    "30/360 PSA": Convention.THIRTY_360_PSA,
    "30E/365": Convention.THIRTY_E_365,
}

ANOTHER = "the flows have several such rates; at the published one and at ours they are worth 0"


def judge_xirr(vectors: dict[str, Any]) -> Iterator[Verdict]:
    samples = {
        name: [(date.fromisoformat(day), amount) for day, amount in flows]
        for name, flows in vectors["samples"].items()
    }
    for case in vectors["xirr"]:
        yield Verdict(SOURCE, case["sample"], *_compare_rate(samples[case["sample"]], case))
    for case in vectors["xirr_day_count"]:
        name = f"{case['sample']} {case['convention']}"
        yield Verdict(SOURCE, name, *_compare_convention(samples[case["sample"]], case))
    for kind, worth in (("xnpv", xnpv), ("xnfv", xnfv)):
        for case in vectors[kind]:
            got = worth(samples[case["sample"]], case["rate"])
            is_close = abs(got - case["expected"]) < CLOSE * max(1, abs(case["expected"]))
            outcome = Outcome.MATCHED if is_close else Outcome.DIFFERING
            yield Verdict(SOURCE, f"{case['sample']} {kind}", outcome)


def _compare_rate(flows: Sequence[Flow], case: Case) -> tuple[Outcome, str]:
    got, expected = xirr(flows), case["expected"]
    if got is None or expected is None:
        return (Outcome.MATCHED if got == expected else Outcome.DIFFERING), ""
    if abs(got - expected) < CLOSE:
        return Outcome.MATCHED, ""
    both = all(abs(xnpv(flows, rate)) < NOTHING for rate in (got, expected))
    return (Outcome.ASSUMING, ANOTHER) if both else (Outcome.DIFFERING, "")


def _compare_convention(flows: Sequence[Flow], case: Case) -> tuple[Outcome, str]:
    convention = CONVENTIONS.get(case["convention"])
    if convention is None:
        return Outcome.OUT_OF_SCOPE, f"day count {case['convention']}"
    got = xirr(flows, convention)
    is_close = got is not None and abs(got - case["expected"]) < CLOSE
    return (Outcome.MATCHED if is_close else Outcome.DIFFERING), ""


def judge_amounts(cases: Sequence[Case]) -> Iterator[Verdict]:
    """Renminbi in capital numerals; what lies beyond 分 is cut, as the cases do."""
    for case in cases:
        fen = int(Decimal(case["number"]).scaleb(2))
        agrees = chinese_amount(Money(fen, "CNY")) == case["rmb"]
        outcome = Outcome.MATCHED if agrees else Outcome.DIFFERING
        yield Verdict("cn_numbers", case["number"], outcome)
