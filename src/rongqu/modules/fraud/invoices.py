"""Which lines of invoices are impossible, or odd: amounts, days, numbers, tax codes. Pure.

In columns: a million lines take seconds. What is impossible by itself is strong; what honest
companies have too (several rates on one paper, tax on the margin, a form of a book used late) is
weak. Sums, days in the future and one number with two contents are refused by the import
already: those rules begin with what it refused.

Rates are those of 增值税暂行条例 and later notices, in per mille; a fully digital invoice (数电票)
has twenty digits that begin with the year, older ones a code of ten or twelve and eight digits.
"""

# Polars names types of numpy, which is not installed.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from rongqu.kernel.money import Money, Rounding
from rongqu.kernel.uscc import LENGTH, InvalidUscc, parse_uscc
from rongqu.modules.fraud.types import Finding, Weight

RATES = (0, 5, 10, 15, 20, 30, 50, 60, 90, 100, 110, 130, 160, 170)
HIGHEST = max(RATES)
BEGAN = {160: date(2018, 5, 1), 100: date(2018, 5, 1), 90: date(2019, 4, 1)}
"""Rates that nobody could know before; old ones live on in papers about old sales."""
OLD = tuple(rate for rate in RATES if rate not in BEGAN)
TOGETHER = 5
"""Fen: the goods of one paper are rounded one by one."""
FAR = 1_00
"""Fen above the highest rate: farther than any rounding goes."""
TELLING = 100_00
"""Fen of a net sum from which its tax tells one rate from another."""
FORM_NUMBER = r"^[0-9]{8}$"
OUT_OF_ORDER = "invoice.out_of_order"
ODD = frozenset({"invoice.rate", "invoice.number", "invoice.own", OUT_OF_ORDER})
"""What honest companies have, too."""
FIRST_YEAR = 1900
_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY_CHECKS = "10X98765432"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whose invoices they are."""

    code: str
    founded_on: date | None


def find_broken(lines: pl.DataFrame, holder: Holder) -> pl.DataFrame:
    """Each line with each rule that it breaks: `row`, the place of the line, and `rule`."""
    rules = _rules(holder, _wrong_codes(lines))
    broken = lines.with_row_index("row").select(
        "row", *(rule.fill_null(value=False).alias(name) for name, rule in rules.items())
    )
    held = broken.unpivot(index="row", variable_name="rule", value_name="is_broken")
    return held.filter("is_broken").select("row", "rule").sort("rule", "row")


def forms_of(lines: pl.DataFrame) -> pl.DataFrame:
    """Of one's own books: older invoices, whose numbers were printed on them."""
    return lines.filter(
        (pl.col("direction") == "output") & pl.col("number").str.contains(FORM_NUMBER)
    )


def find_out_of_order(forms: pl.DataFrame) -> pl.DataFrame:
    """As `find_broken`. Numbers of a book of forms rise with the days: one between two others was
    filled in on a day between theirs."""
    day = pl.col("issued_on")
    before = day.shift(1).over("code", order_by="number")
    after = day.shift(-1).over("code", order_by="number")
    is_broken = (before <= after) & ~day.is_between(before, after)
    rows = forms.with_row_index("row").filter(is_broken.fill_null(value=False))
    return rows.select("row", rule=pl.lit(OUT_OF_ORDER))


def weight_of(rule: str) -> Weight:
    return Weight.WEAK if rule in ODD else Weight.STRONG


def _rules(holder: Holder, wrong_codes: list[str]) -> dict[str, pl.Expr]:
    number, code, day = pl.col("number"), pl.col("code"), pl.col("issued_on")
    partner = pl.col("partner_code")
    is_digital = number.str.contains(r"^\d{20}$")
    is_numbered = is_digital | number.str.contains(r"^\d{8}$") | number.str.starts_with("~")
    year = day.dt.to_string("%y")
    founded_on = pl.lit(holder.founded_on, dtype=pl.Date)
    return {
        **_rules_of_tax(),
        "invoice.before_founding": day < founded_on,
        "invoice.number": ~is_numbered | ~code.str.contains(r"^(\d{10}|\d{12})?$"),
        "invoice.number_year": is_digital & (number.str.head(2) != year),
        "invoice.tax_code": partner.is_in(wrong_codes),
        "invoice.own": partner == holder.code,
    }


def _rules_of_tax() -> dict[str, pl.Expr]:
    net, tax, day = pl.col("net_minor"), pl.col("tax_minor"), pl.col("issued_on")
    is_known = pl.any_horizontal(_fits(rate, TOGETHER) for rate in RATES)
    is_early = pl.any_horizontal(
        _fits(young, 1) & (day < began) & ~pl.any_horizontal(_fits(old, TOGETHER) for old in OLD)
        for young, began in BEGAN.items()
    )
    is_above = tax.abs() * 1000 > net.abs() * HIGHEST + FAR * 1000
    return {
        "invoice.tax_impossible": is_above | (net.sign() * tax.sign() < 0),
        "invoice.rate_not_yet": is_early & (net.abs() >= TELLING),
        "invoice.rate": ~is_known & ~is_above,
    }


def _fits(rate: int, fen: int) -> pl.Expr:
    """In whole numbers: the tax is the rate of the net sum, `fen` more or less."""
    distance = pl.col("net_minor") * rate - pl.col("tax_minor") * 1000
    return distance.abs() <= 1000 * fen + 500


def _wrong_codes(lines: pl.DataFrame) -> list[str]:
    """Of those that look like a credit code. What is shorter is the sender's own customer number,
    an old tax code, or nothing, as for a sale to a person."""
    codes: list[str] = lines["partner_code"].unique().drop_nulls().to_list()
    return [code for code in codes if len(code) == LENGTH and code.isalnum() and _is_wrong(code)]


def _is_wrong(code: str) -> bool:
    try:
        parse_uscc(code)
    except InvalidUscc:
        return not _is_identity_number(code)
    return False


def _is_identity_number(code: str) -> bool:
    """A trader without a company is known to the tax bureau by his own."""
    digits, check = code[:-1], code[-1].upper()
    if not digits.isdecimal() or not _is_day(digits[6:14]):
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, _IDENTITY_WEIGHTS, strict=True)
    )
    return _IDENTITY_CHECKS[total % len(_IDENTITY_CHECKS)] == check


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).year >= FIRST_YEAR
    except ValueError:
        return False


def compare_declared(declared: Money, invoiced: Money, tolerance: Decimal) -> list[Finding]:
    """Stated sales against what invoices, or the bank, show; `tolerance`: a share of the latter."""
    room = invoiced.times(tolerance, Rounding.HALF_UP)
    if declared <= invoiced + room:
        return []
    return [Finding("figures.above_invoices", Weight.STRONG, str(declared - invoiced))]
