"""The contract itself: which text a product takes, and its values."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.money import Money
from rongqu.modules.contracts.public import TableValue, Values, Words
from rongqu.modules.papers.drawing.lease import draw_lease
from rongqu.modules.papers.drawing.loan import loan_values
from rongqu.modules.papers.drawing.types import Agreed, Secured, Sheet, figure, sheet_of

Draw = Callable[[Agreed, tuple[Secured, ...]], Sheet]
ACCOUNT = Words("甲方在存管银行开立的账户", "Party A's account at the custody bank")
WITH_RECOURSE = Words("有追索权保理", "factoring with recourse")
PURPOSES = Words("履行上述订单", "to fulfil the order")


def draw_main(agreed: Agreed) -> Sheet:
    """A product of its own kind takes its own text where the thing that it is about is on record;
    anything else is a loan."""
    if agreed.contract.structure.lease is not None:
        return draw_lease(agreed, agreed.contract.structure.lease)
    own = OWN_TEXTS.get(agreed.contract.product_kind)
    if own is not None:
        kind, draw = own
        things = tuple(each for each in agreed.security if each.kind is kind)
        if things:
            return draw(agreed, things)
    return _loan(agreed)


def _loan(agreed: Agreed) -> Sheet:
    contract = agreed.contract
    parties = {"borrower": contract.borrower, "lender": contract.lender}
    return sheet_of("loan", parties, loan_values(contract))


def _order_finance(agreed: Agreed, orders: tuple[Secured, ...]) -> Sheet:
    contract = agreed.contract
    parties = {"borrower": contract.borrower, "lender": contract.lender}
    named = Words(
        "、".join(
            f"{each.record.text('buyer')}第{each.record.text('order_number')}号订单"
            for each in orders
        ),
        ", ".join(
            f"order {each.record.text('order_number')} of {each.record.text('buyer')}"
            for each in orders
        ),
    )
    buyers = _same_words(dict.fromkeys(each.record.text("buyer") for each in orders))
    values: Values = {
        **loan_values(contract),
        "purpose": PURPOSES,
        "account": ACCOUNT,
        "order": named,
        "buyer": buyers,
        "order_amount": _sum_of([each.record.money("amount") for each in orders]),
    }
    return sheet_of("order_finance", parties, values)


def _factoring(agreed: Agreed, receivables: tuple[Secured, ...]) -> Sheet:
    contract = agreed.contract
    parties = {"seller": contract.borrower, "factor": contract.lender}
    values: Values = {
        **loan_values(contract),
        "financing": contract.principal,
        "advance_share": max(each.thing.item.lending_share for each in receivables),
        "recourse": WITH_RECOURSE,
        "account": ACCOUNT,
        "receivables": receivables_table(receivables),
    }
    return sheet_of("factoring", parties, values)


OWN_TEXTS: Mapping[str, tuple[CollateralKind, Draw]] = {
    "order_financing": (CollateralKind.ORDER, _order_finance),
    "receivables_factoring": (CollateralKind.RECEIVABLE, _factoring),
}
"""By the kind of product: the kind of thing that it is about, and the text."""


def receivables_table(receivables: tuple[Secured, ...]) -> TableValue:
    return TableValue(
        tuple(
            (
                each.record.text("debtor"),
                each.record.text("invoice_number"),
                figure(each.record.money("amount")),
                each.record.day("due_on").isoformat(),
            )
            for each in receivables
        )
    )


def _same_words(names: Mapping[str, object]) -> Words:
    return Words("、".join(names), ", ".join(names))


def _sum_of(amounts: list[Money]) -> Money:
    return sum(amounts[1:], start=amounts[0])
