from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.kernel.money import Money
from rongqu.modules.ledger.errors import Unbalanced
from rongqu.modules.ledger.rules import as_seen, check_balanced, find_owners
from rongqu.modules.ledger.types import Account, AccountCode, Entry, Posting

LENDER, BORROWER, LOAN = UUID(int=11), UUID(int=12), UUID(int=13)

# One entry a line: account amount currency, …
BALANCED = """
bank_settlement +100 CNY  custody -100 CNY
loan_principal +100 CNY  lender_funding -60 CNY  lender_funding -40 CNY
bank_settlement +100 CNY  custody -100 CNY  bank_settlement +5 USD  custody -5 USD
bank_settlement +100 CNY  custody -100 CNY  fee_income +0 CNY
"""
UNBALANCED = """
bank_settlement +100 CNY  custody  -99 CNY
bank_settlement +100 CNY  custody -100 USD
bank_settlement +100 CNY
bank_settlement +0 CNY  custody +0 CNY
"""


def read_entry(line: str) -> Entry:
    words = line.split()
    postings = tuple(
        Posting(Account(AccountCode(code)), Money(int(amount), currency))
        for code, amount, currency in zip(words[::3], words[1::3], words[2::3], strict=True)
    )
    return Entry(reference=line, postings=postings)


@pytest.mark.parametrize("line", BALANCED.strip().splitlines())
def test_an_entry_balances_in_each_currency(line: str) -> None:
    assert check_balanced(read_entry(line))


@pytest.mark.parametrize("line", UNBALANCED.strip().splitlines())
def test_an_entry_that_does_not_balance_is_refused(line: str) -> None:
    with pytest.raises(Unbalanced):
        check_balanced(read_entry(line))


def test_an_entry_without_postings_is_refused() -> None:
    with pytest.raises(Unbalanced):
        check_balanced(read_entry(""))


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=8))
def test_an_entry_is_taken_exactly_when_its_amounts_sum_to_nothing(amounts: list[int]) -> None:
    custody = Account(AccountCode.CUSTODY, LENDER)
    postings = tuple(Posting(custody, Money(minor, "CNY")) for minor in amounts)
    entry = Entry(reference="any", postings=postings)
    closing = Posting(Account(AccountCode.SUSPENSE), Money(-sum(amounts), "CNY"))
    closed = Entry(reference="any", postings=(*postings, closing))

    if any(amounts):
        assert sum(posting.amount.minor for posting in check_balanced(closed)) == 0
    if sum(amounts) != 0 or not any(amounts):
        with pytest.raises(Unbalanced):
            check_balanced(entry)


@pytest.mark.parametrize("code", AccountCode)
def test_an_account_is_seen_from_the_side_on_which_it_grows(code: AccountCode) -> None:
    seen = as_seen(code, Money(100, "CNY"))

    assert seen.minor == {"debit": 100, "credit": -100}[code.side]


def test_the_owners_of_accounts_are_the_organisations_among_them() -> None:
    accounts = [
        Account(AccountCode.LOAN_PRINCIPAL, LOAN),
        Account(AccountCode.FROZEN, LENDER),
        Account(AccountCode.CUSTODY, BORROWER),
        Account(AccountCode.CUSTODY, LENDER),
    ]

    assert find_owners(accounts) == (LENDER, BORROWER)
