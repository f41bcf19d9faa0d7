"""Where something is held of a person: each room declares its own, once, in its `handlers.py`.

This room stands below them all and knows none of their tables. What it asks of a holding: what is
there (`collect`), from when the law counts (`counts_from`), and to let go of it (`erase`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId
from rongqu.modules.privacy.types import Fate, UseOfData

Rows = Sequence[dict[str, Any]]
"""Plain JSON values, with personal data in plain: for its owner's eyes."""
Collect = Callable[[Tx, UserId], Awaitable[Rows]]
CountsFrom = Callable[[Tx, UserId], Awaitable[date | None]]
Erase = Callable[[Tx, UserId], Awaitable[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """`keep` is the policy that says for how long after `counts_from` it is kept, in months; None:
    it goes when its owner asks. `erase` is None where rows leave with the document they belong to,
    or hold `ids_only`, which name nobody once the account is erased.
    All three run as the platform, in a transaction of the caller's."""

    name: str
    purpose: UseOfData
    collect: Collect
    erase: Erase | None
    keep: str | None = None
    counts_from: CountsFrom | None = None
    ids_only: bool = False

    @property
    def goes_as(self) -> Fate | None:
        if self.ids_only:
            return Fate.NAMELESS
        return None if self.erase is None else Fate.ERASED


_declared: dict[str, Holding] = {}


def declare_holding(holding: Holding) -> None:
    if holding.name in _declared:
        raise ValueError(f"two holdings are called {holding.name}")
    _declared[holding.name] = holding


def list_holdings() -> tuple[Holding, ...]:
    """In the order of their names: everybody locks them in the same one."""
    return tuple(holding for _, holding in sorted(_declared.items()))
