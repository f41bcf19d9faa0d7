"""A paper that somebody wants to send: a text, what stands in it, and who signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rongqu.kernel.ids import ContractId
from rongqu.modules.contracts.public import Capacity, Signer
from rongqu.modules.papers.making import Making


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerWish:
    """`variable`: what the text calls them; `rank`: whoever has a higher one signs later."""

    variable: str
    uscc: str
    capacity: Capacity
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWish:
    """`values` as they come over the wire, by variable; `beside`: a contract of the sender's that
    is in force only once this is signed, too."""

    key: str
    values: Mapping[str, object]
    signers: tuple[SignerWish, ...]
    sign_by: date | None
    beside: ContractId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPaper:
    """Checked and complete: what is typeset, and what is sent."""

    key: str
    making: Making
    signers: tuple[Signer, ...]
    sign_by: date
    beside: ContractId | None
