"""The hard rules: every condition that is missed, by how much, and what would help."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from rongqu.kernel.money import MINOR_DIGITS, Money
from rongqu.modules.catalog.public import FACTS, Condition, FactUnit, Operator, Terms
from rongqu.modules.matching.types import Applicant, Miss, Remedy, Wish

AMOUNT_SHARES = {"amount_to_invoiced": "invoiced_revenue", "amount_to_net_assets": "net_assets"}
"""Facts that are the wished amount over another fact."""

FROM_INVOICES = frozenset(
    {
        "score",
        "invoiced_revenue",
        "months_with_sales",
        "history_months",
        "top_customer_share",
        "top_supplier_share",
        "void_rate",
        "amount_to_invoiced",
    }
)
FIXED = frozenset({"industry_section", "industry_division", "province"})
WHOLE = Decimal(1)


def find_misses(product: Terms, applicant: Applicant, wish: Wish) -> tuple[Miss, ...]:
    """Empty: the enterprise may have the product on exactly these wishes."""
    return tuple(
        [
            *_range_misses(product, wish),
            *_purpose_misses(product, wish),
            *_grade_misses(product, applicant),
            *_limit_misses(applicant, wish),
            *_condition_misses(product, applicant, wish),
        ]
    )


def yuan(money: Money) -> Decimal:
    return Decimal(money.minor).scaleb(-MINOR_DIGITS[money.currency])


def _range_misses(product: Terms, wish: Wish) -> Iterator[Miss]:
    amount, lowest, highest = (
        yuan(money) for money in (wish.amount, product.min_amount, product.max_amount)
    )
    if amount < lowest:
        yield _number_miss("amount", Operator.GE, lowest, amount, Remedy.ASK_MORE)
    if amount > highest:
        yield _number_miss("amount", Operator.LE, highest, amount, Remedy.ASK_LESS)
    months = Decimal(wish.term_months)
    shortest, longest = Decimal(product.min_term_months), Decimal(product.max_term_months)
    if months < shortest:
        yield _number_miss("term_months", Operator.GE, shortest, months, Remedy.CHANGE_TERM)
    if months > longest:
        yield _number_miss("term_months", Operator.LE, longest, months, Remedy.CHANGE_TERM)


def _purpose_misses(product: Terms, wish: Wish) -> Iterator[Miss]:
    if wish.purpose is not None and wish.purpose not in product.purposes:
        yield _code_miss("purpose", product.purposes, wish.purpose, Remedy.CHANGE_PURPOSE)


def _grade_misses(product: Terms, applicant: Applicant) -> Iterator[Miss]:
    """Without a grade there is no price. Without a score there is no grade."""
    if applicant.grade is None:
        yield _code_miss("grade", _grades(product), None, Remedy.IMPORT_INVOICES)
    elif not product.lends_to(applicant.grade):
        yield _code_miss("grade", _grades(product), applicant.grade, Remedy.REACH)


def _limit_misses(applicant: Applicant, wish: Wish) -> Iterator[Miss]:
    """FIN-8. A limit that is not known does not approve: it asks for the figures."""
    asked = yuan(wish.amount)
    if applicant.limit is None:
        if applicant.grade is not None:
            yield Miss(
                fact="limit",
                op=Operator.GE,
                needed=asked,
                actual=None,
                gap=None,
                remedy=Remedy.STATE_FIGURES,
            )
    elif yuan(applicant.limit) < asked:
        limit = yuan(applicant.limit)
        yield Miss(
            fact="limit",
            op=Operator.GE,
            needed=asked,
            actual=limit,
            gap=asked - limit,
            remedy=Remedy.ASK_LESS,
            target=limit.quantize(WHOLE, ROUND_DOWN),
        )


def _condition_misses(product: Terms, applicant: Applicant, wish: Wish) -> Iterator[Miss]:
    for condition in product.all_conditions:
        miss = _miss_of(condition, applicant, wish)
        if miss is not None:
            yield miss


def _miss_of(condition: Condition, applicant: Applicant, wish: Wish) -> Miss | None:
    actual = _actual(condition.fact, applicant, wish)
    if isinstance(condition.value, tuple):
        if actual in condition.value:
            return None
        remedy = Remedy.NONE if actual is not None else _remedy_if_unknown(condition.fact)
        return _code_miss(condition.fact, condition.value, _as_text(actual), remedy)
    if not isinstance(actual, Decimal):
        return Miss(
            fact=condition.fact,
            op=condition.op,
            needed=condition.value,
            actual=None,
            gap=None,
            remedy=_remedy_if_unknown(condition.fact),
        )
    if _holds(condition.op, actual, condition.value):
        return None
    return _missed_number(condition, condition.value, actual, applicant)


def _missed_number(
    condition: Condition, needed: Decimal, actual: Decimal, applicant: Applicant
) -> Miss:
    base = applicant.facts.get(AMOUNT_SHARES.get(condition.fact, ""))
    if isinstance(base, Decimal) and condition.op is not Operator.GE:
        target = max(Decimal(0), needed * base).quantize(WHOLE, ROUND_DOWN)
        return Miss(
            fact=condition.fact,
            op=condition.op,
            needed=needed,
            actual=actual,
            gap=abs(actual - needed),
            remedy=Remedy.ASK_LESS,
            target=target,
        )
    only_time = FACTS[condition.fact].unit is FactUnit.MONTHS and actual < needed
    remedy = Remedy.WAIT if only_time else Remedy.REACH
    return _number_miss(condition.fact, condition.op, needed, actual, remedy)


def _actual(fact: str, applicant: Applicant, wish: Wish) -> Decimal | str | None:
    if fact not in AMOUNT_SHARES:
        return applicant.facts.get(fact)
    base = applicant.facts.get(AMOUNT_SHARES[fact])
    if not isinstance(base, Decimal) or base <= 0:
        return None
    return yuan(wish.amount) / base


def _holds(op: Operator, actual: Decimal, needed: Decimal) -> bool:
    return {
        Operator.GE: actual >= needed,
        Operator.LE: actual <= needed,
        Operator.EQ: actual == needed,
    }[op]


def _remedy_if_unknown(fact: str) -> Remedy:
    return Remedy.IMPORT_INVOICES if fact in FROM_INVOICES else Remedy.STATE_FIGURES


def _number_miss(fact: str, op: Operator, needed: Decimal, actual: Decimal, remedy: Remedy) -> Miss:
    gap = abs(needed - actual)
    target = gap if remedy is Remedy.WAIT else needed
    return Miss(
        fact=fact, op=op, needed=needed, actual=actual, gap=gap, remedy=remedy, target=target
    )


def _code_miss(fact: str, needed: tuple[str, ...], actual: str | None, remedy: Remedy) -> Miss:
    return Miss(
        fact=fact,
        op=Operator.IN,
        needed=tuple(str(code) for code in needed),
        actual=actual,
        gap=None,
        remedy=remedy,
    )


def _grades(product: Terms) -> tuple[str, ...]:
    return tuple(sorted(price.grade for price in product.pricing))


def _as_text(value: Decimal | str | None) -> str | None:
    return None if value is None else str(value)
