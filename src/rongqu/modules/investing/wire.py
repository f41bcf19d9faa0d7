"""What the bodies of this room share."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from rongqu.infra.web import MoneyBody

CURRENCY = "CNY"


def _in_yuan(amount: MoneyBody) -> MoneyBody:
    if amount.currency != CURRENCY:
        raise ValueError(f"investments are in {CURRENCY}")
    return amount


Yuan = Annotated[MoneyBody, AfterValidator(_in_yuan)]
"""Custody accounts hold yuan, so nothing else can be invested."""
