"""Set a payment against what is owed: oldest instalment first, in it the contract's order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rongqu.kernel.money import Money
from rongqu.kernel.schedule import DuePart
from rongqu.modules.servicing.settlement.dues import Due


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What of a payment goes to one instalment."""

    due: Due
    principal: Money
    interest: Money
    penalty: Money

    @property
    def is_nothing(self) -> bool:
        return (self.principal + self.interest + self.penalty).is_zero()

    @property
    def pays_all(self) -> bool:
        return self.principal + self.interest + self.penalty == self.due.amount


def allocate(amount: Money, dues: Sequence[Due], order: Sequence[DuePart]) -> list[Share]:
    """The shares add up to the amount, or to all that is owed where that is less."""
    left, shares = amount, list[Share]()
    for due in dues:
        owed = {
            DuePart.PENALTY: due.penalty,
            DuePart.INTEREST: due.interest,
            DuePart.PRINCIPAL: due.principal,
        }
        paid = dict[DuePart, Money]()
        for part in order:
            paid[part] = min(left, owed[part])
            left -= paid[part]
        shares.append(
            Share(
                due=due,
                principal=paid[DuePart.PRINCIPAL],
                interest=paid[DuePart.INTEREST],
                penalty=paid[DuePart.PENALTY],
            )
        )
    return shares
