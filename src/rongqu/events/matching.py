"""What matching tells."""

from __future__ import annotations

from dataclasses import dataclass

from rongqu.kernel.events import Event
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductsMatched(Event):
    """Somebody asked what fits the enterprise, which is the subject. Without parties: nobody has
    to hear of it live, least of all the page that asked."""

    name = "matching.products_matched.v1"
    eligible: int
    refused: int
    amount: Money | None
    term_months: int | None
    purpose: str | None
