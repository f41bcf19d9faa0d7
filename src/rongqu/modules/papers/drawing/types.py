"""A paper before it is typeset, and what it is drawn up from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.money import Money
from rongqu.modules.collateral.public import Record, Valued
from rongqu.modules.contracts.public import Contract, Party, PartyValue, Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Secured:
    """A thing that secures the contract. `guarantor`: who stands in for the debt, where it is a
    guarantee and they are on the platform."""

    thing: Valued
    record: Record
    guarantor: Party | None = None

    @property
    def kind(self) -> CollateralKind:
        return self.thing.item.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """All that the papers of a contract are drawn up from. Share and days are policies."""

    contract: Contract
    security: tuple[Secured, ...]
    warning_share: Decimal
    deposit_days: int
    """So late a lessee's deposit may be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One paper: a text of the library, what stands in it, and who signs it, by the name that the
    text has for them."""

    key: str
    values: Values
    parties: Mapping[str, Party]


def sheet_of(key: str, parties: Mapping[str, Party], values: Values) -> Sheet:
    named = {name: PartyValue(each.name, each.uscc) for name, each in parties.items()}
    return Sheet(key=key, values={**values, **named}, parties=parties)


def figure(money: Money) -> str:
    """As it stands in a table: 1,200,000.00."""
    return f"{Decimal(money.amount):,}"
