"""Reads a text by the rules of `rules.toml` and by its own figures."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from rongqu.modules.contracts.review.figures import (
    SENTENCE,
    Figure,
    principals,
    terms_in_months,
    wrong_capitals,
    wrong_terms,
    yearly_fees,
    yearly_rates,
)
from rongqu.modules.contracts.review.types import Finding, OnRecord, Rule, Severity, TextKind

PARTIES = "甲方|乙方|借款人|贷款人|出租人|承租人|买方|卖方|平台|用户"
PENALTY = re.compile(
    rf"({PARTIES})[^。；，\n]{{0,10}}?(?:违约|逾期|延期|解除)[^。；\n]{{0,24}}?(\d+(?:\.\d+)?)\s*(%|％|‰|倍|万元|元)"
)
UNEQUAL_FROM = Decimal("1.5")
"""From this ratio on two parties' penalties differ so much that it wants a reason."""
LONGEST_EXCERPT = 60
ONE_PERCENT = Decimal("0.01")
NOTHING = OnRecord()


@dataclass(frozen=True, slots=True)
class _PhraseRule:
    rule: Rule
    severity: Severity
    patterns: tuple[re.Pattern[str], ...]
    denied_after: bool
    """Words behind the phrase can turn it into its opposite."""


@dataclass(frozen=True, slots=True)
class _Rules:
    phrases: tuple[_PhraseRule, ...]
    denied_before: re.Pattern[str]
    denied_after: re.Pattern[str]
    statutory: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """`rate_cap`: a year's whole cost, as a share, from the policy in force."""

    text: str
    kind: TextKind
    rate_cap: Decimal
    record: OnRecord = NOTHING


def review(wanted: Reviewed) -> tuple[Finding, ...]:
    """In the order of their places; what is missing comes last."""
    text = wanted.text
    found = [
        *_phrases(text),
        *_unequal_figures(text),
        *_rates(text, wanted.rate_cap, wanted.record),
        *_said_twice(text),
        *_contradictions(text, wanted.record),
        *_missing(text, wanted.kind),
    ]
    unlike = {(each.rule, each.start, each.end, *each.details.values()): each for each in found}
    return tuple(sorted(unlike.values(), key=lambda each: (each.end == 0, each.start, each.rule)))


def _phrases(text: str) -> Iterator[Finding]:
    rules = _rules()
    for sentence in SENTENCE.finditer(text):
        for phrase_rule in rules.phrases:
            hit = _first_affirmed(sentence[0], phrase_rule, rules)
            if hit is not None:
                start, end = sentence.start() + hit.start(), sentence.start() + hit.end()
                yield _finding(phrase_rule.rule, phrase_rule.severity, text, (start, end))


def _first_affirmed(sentence: str, phrase_rule: _PhraseRule, rules: _Rules) -> re.Match[str] | None:
    """The first phrase that is not denied; one a sentence is enough."""
    hits = [hit for each in phrase_rule.patterns for hit in each.finditer(sentence)]
    for hit in sorted(hits, key=lambda each: each.start()):
        is_denied = rules.denied_before.search(sentence, 0, hit.start())
        if is_denied is not None:
            continue
        if not phrase_rule.denied_after or rules.denied_after.search(sentence, hit.end()) is None:
            return hit
    return None


def _rates(text: str, cap: Decimal, record: OnRecord) -> Iterator[Finding]:
    """The dearest rate and all fees together: those of the text, or the one on record."""
    rates, fees = list(yearly_rates(text)), list(yearly_fees(text))
    dearest = max(rates, key=lambda each: each.value, default=None)
    cost = (dearest.value if dearest else Decimal(0)) + sum(each.value for each in fees)
    if not fees:
        cost += _yearly_fee_on_record(record)
    place = dearest or next(iter(fees), None)
    if cost > cap and place is not None:
        details = {"cost": _percent(cost), "cap": _percent(cap)}
        yield _finding(Rule.RATE_ABOVE_CAP, Severity.HIGH, text, (place.start, place.end), details)


def _yearly_fee_on_record(record: OnRecord) -> Decimal:
    if record.fee is None or record.principal is None or not record.term_months:
        return Decimal(0)
    share = Decimal(record.fee.minor) / Decimal(record.principal.minor)
    return share * 12 / record.term_months


def _said_twice(text: str) -> Iterator[Finding]:
    for found in (*wrong_capitals(text), *wrong_terms(text)):
        details = {"figures": found.figures, "stated": found.stated}
        yield _finding(Rule.CONTRADICTION, Severity.HIGH, text, (found.start, found.end), details)


def _contradictions(text: str, record: OnRecord) -> Iterator[Finding]:
    principal = None if record.principal is None else Decimal(record.principal.amount)
    term = None if record.term_months is None else Decimal(record.term_months)
    for figures, agreed in (
        (list(principals(text)), principal),
        (list(yearly_rates(text)), record.yearly_rate),
        (list(terms_in_months(text)), term),
    ):
        yield from _unlike(text, figures, agreed)


def _unlike(text: str, figures: list[Figure], agreed: Decimal | None) -> Iterator[Finding]:
    """Each that is not what was agreed; without a record, what is not as the first one."""
    if not figures:
        return
    right = figures[0].value if agreed is None else agreed
    for each in figures:
        if each.value != right:
            details = {"figures": f"{right.normalize():f}", "stated": f"{each.value.normalize():f}"}
            place = (each.start, each.end)
            yield _finding(Rule.CONTRADICTION, Severity.HIGH, text, place, details)


def _unequal_figures(text: str) -> Iterator[Finding]:
    """Two parties' penalties in the same unit that are far apart."""
    heaviest: dict[str, dict[str, re.Match[str]]] = {}
    for found in PENALTY.finditer(text):
        of_unit = heaviest.setdefault(found[3], {})
        known = of_unit.get(found[1])
        if known is None or Decimal(found[2]) > Decimal(known[2]):
            of_unit[found[1]] = found
    for of_party in heaviest.values():
        ordered = sorted(of_party.values(), key=lambda each: Decimal(each[2]))
        if len(ordered) > 1 and Decimal(ordered[-1][2]) >= Decimal(ordered[0][2]) * UNEQUAL_FROM:
            place = (ordered[-1].start(), ordered[-1].end())
            details = {"party": ordered[-1][1], "other": ordered[0][1]}
            yield _finding(Rule.UNEQUAL_PENALTY, Severity.HIGH, text, place, details)


def _missing(text: str, kind: TextKind) -> Iterator[Finding]:
    for clause, words in _rules().statutory.get(kind, {}).items():
        if clause != "source" and not any(word in text for word in words):
            details = {"clause": clause}
            yield _finding(Rule.MISSING_CLAUSE, Severity.HIGH, text, (0, 0), details)


def _finding(
    rule: Rule,
    severity: Severity,
    text: str,
    place: tuple[int, int],
    details: Mapping[str, str] | None = None,
) -> Finding:
    start, end = place
    return Finding(
        rule=rule,
        severity=severity,
        start=start,
        end=end,
        excerpt=text[start:end][:LONGEST_EXCERPT],
        details=details or {},
    )


def _percent(share: Decimal) -> str:
    return f"{(share / ONE_PERCENT).quantize(Decimal('0.01')).normalize():f}%"


@cache
def _rules() -> _Rules:
    source = resources.files("rongqu.modules.contracts.review").joinpath("rules.toml")
    data: dict[str, Any] = tomllib.loads(source.read_text("utf-8"))
    phrases = tuple(_phrase_rule(rule, data[rule]) for rule in Rule if rule in data)
    return _Rules(
        phrases,
        re.compile("|".join(data["denied_before"]), re.IGNORECASE),
        re.compile("|".join(data["denied_after"]), re.IGNORECASE),
        data["statutory"],
    )


def _phrase_rule(rule: Rule, entry: Mapping[str, Any]) -> _PhraseRule:
    patterns = tuple(re.compile(str(pattern), re.IGNORECASE) for pattern in entry["patterns"])
    can_be_denied = bool(entry.get("denied_after", True))
    return _PhraseRule(rule, Severity(entry["severity"]), patterns, can_be_denied)
