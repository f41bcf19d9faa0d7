"""Kinds of things that may secure a loan: a word that products, records and contracts share."""

from __future__ import annotations

from enum import StrEnum


class CollateralKind(StrEnum):
    """The room collateral has a record and checks for each."""

    ORDER = "order"
    RECEIVABLE = "receivable"
    INTELLECTUAL_PROPERTY = "intellectual_property"
    EQUIPMENT = "equipment"
    LIVESTOCK = "livestock"
    PARK_GUARANTEE = "park_guarantee"
    EQUITY = "equity"
    CARBON_REDUCTION = "carbon_reduction"
    """Secures nothing, and makes a green loan cheaper."""


SECURITIES = tuple(kind for kind in CollateralKind if kind is not CollateralKind.CARBON_REDUCTION)
"""Kinds on which something may be lent."""
