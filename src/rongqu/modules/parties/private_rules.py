"""What counts as an identity number or an account, and who sees them in full: pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from datetime import date
from functools import cache
from importlib import resources

from rongqu.kernel.id_numbers import is_id_number, passes_luhn
from rongqu.modules.parties.errors import AccountWrong, IdNumberWrong, RevealRefused
from rongqu.modules.parties.private_types import (
    AccountKind,
    BankAccount,
    PrivatePart,
    Representative,
    RevealPurpose,
)

_CARD = re.compile(r"[0-9]{13,19}")
_COMPANY = re.compile(r"[0-9]{6,32}")


def check_representative(representative: Representative, today: date) -> None:
    if not is_id_number(representative.id_number.reveal(), today):
        raise IdNumberWrong


def check_account(account: BankAccount) -> None:
    number = account.number.reveal()
    if account.kind is AccountKind.CARD:
        is_one = _CARD.fullmatch(number) is not None and passes_luhn(number)
    else:
        is_one = _COMPANY.fullmatch(number) is not None
    if not is_one:
        raise AccountWrong(kind=account.kind)


@cache
def _revealing() -> dict[RevealPurpose, tuple[frozenset[str], frozenset[PrivatePart]]]:
    file = resources.files("rongqu.modules.parties").joinpath("revealing.toml")
    entries = tomllib.loads(file.read_text("utf-8"))
    return {
        purpose: (
            frozenset(entries[purpose]["roles"]),
            frozenset(PrivatePart(part) for part in entries[purpose]["parts"]),
        )
        for purpose in RevealPurpose
    }


def check_may_reveal(roles: Collection[str], purpose: RevealPurpose, part: PrivatePart) -> None:
    allowed, parts = _revealing()[purpose]
    if part not in parts or allowed.isdisjoint(roles):
        raise RevealRefused(purpose=purpose, part=part)


def purposes_of(roles: Collection[str]) -> tuple[RevealPurpose, ...]:
    return tuple(each for each in RevealPurpose if not _revealing()[each][0].isdisjoint(roles))
