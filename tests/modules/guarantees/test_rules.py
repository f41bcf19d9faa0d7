"""Who bears how much of a loss: never more than agreed, and to the cent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from rongqu.kernel.money import Money
from rongqu.modules.guarantees.rules import share_loss, share_recovery
from rongqu.modules.guarantees.types import (
    Agreement,
    AgreementKind,
    AgreementState,
    Purse,
    Share,
    Terms,
)

MOST = Decimal("0.8")
LENDER = UUID(int=99)


def yuan(amount: str) -> Money:
    return Money.parse(amount, "CNY")


MUCH = yuan("1000000")


def purse(
    number: int,
    share: str,
    *,
    cap: Money = MUCH,
    loan_cap: Money | None = None,
    balance: Money = MUCH,
) -> Purse:
    terms = Terms(
        kind=AgreementKind.RISK_RESERVE,
        name="x",
        provider_name="y",
        loss_share=Decimal(share),
        cap=cap,
        loan_cap=loan_cap,
        valid_from=date(2026, 1, 1),
        valid_until=None,
        institution_id=None,
        region=None,
    )
    agreement = Agreement(
        id=UUID(int=number), terms=terms, state=AgreementState.ACTIVE, used=yuan("0")
    )
    return Purse(agreement=agreement, balance=balance)


def shares_of(loss: str, *purses: Purse) -> list[str]:
    return [share.amount.amount for share in share_loss(yuan(loss), purses, MOST)]


def test_each_bears_its_share_within_what_it_may_and_has() -> None:
    assert shares_of("100000.01", purse(1, "0.3"), purse(2, "0.4")) == ["30000.00", "40000.00"]
    assert shares_of("100000", purse(1, "0.5"), purse(2, "0.5")) == ["50000.00", "30000.00"]
    assert shares_of("100000", purse(1, "0.5", cap=yuan("20000"))) == ["20000.00"]
    assert shares_of("100000", purse(1, "0.5", loan_cap=yuan("10000"))) == ["10000.00"]
    assert shares_of("100000", purse(1, "0.5", balance=yuan("0.01"))) == ["0.01"]
    assert shares_of("100000", purse(1, "0.5", balance=yuan("0")), purse(2, "0.2")) == ["20000.00"]
    assert shares_of("0.01", purse(1, "0.5")) == []


minors = st.integers(1, 10**13)


def drawn(number: int, share: Decimal, cap: int, balance: int) -> Purse:
    return purse(number, str(share), cap=Money(cap, "CNY"), balance=Money(balance, "CNY"))


purses = st.lists(
    st.builds(
        drawn,
        st.integers(1, 9),
        st.decimals("0.0001", "1", places=4),
        minors,
        st.integers(0, 10**13),
    ),
    max_size=4,
    unique_by=lambda each: each.agreement.id,
)


@given(minors, purses)
def test_shares_stay_within_every_limit(minor: int, held: list[Purse]) -> None:
    loss = Money(minor, "CNY")
    by_id = {each.agreement.id: each for each in held}
    shares = share_loss(loss, held, MOST)

    assert sum(share.amount.minor for share in shares) <= minor * MOST
    for share in shares:
        limit = by_id[share.agreement_id]
        assert 0 < share.amount.minor <= minor * limit.agreement.terms.loss_share
        assert share.amount <= limit.balance
        assert share.amount <= limit.agreement.terms.cap


@given(minors, st.lists(st.integers(1, 10**12), min_size=1, max_size=3), st.integers(0, 10**14))
def test_what_comes_back_never_exceeds_what_was_borne(
    own: int, borne: list[int], came: int
) -> None:
    shares = [
        Share(
            agreement_id=UUID(int=number),
            kind=AgreementKind.RISK_RESERVE,
            amount=Money(minor, "CNY"),
            returned=Money.zero("CNY"),
        )
        for number, minor in enumerate(borne)
    ]
    loss = Money(own + sum(borne), "CNY")
    back = share_recovery(loss, shares, Money(came, "CNY"), LENDER)
    whole = share_recovery(loss, shares, loss, LENDER)

    assert all(back[share.agreement_id] <= share.amount for share in shares)
    assert {share.agreement_id: share.amount for share in shares} == whole
    assert sum(part.minor for part in back.values()) <= came
