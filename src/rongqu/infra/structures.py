"""How an agreement is built, as rows keep it and as the API shows it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Self

from pydantic import BaseModel, TypeAdapter

from rongqu.infra.web import MoneyBody
from rongqu.kernel.schedule import Floating, Lease, Repricing, Structure

_STRUCTURE = TypeAdapter(Structure)


def write_structure(structure: Structure) -> dict[str, Any]:
    """A plain loan says nothing."""
    written: dict[str, Any] = _STRUCTURE.dump_python(structure, mode="json", exclude_none=True)
    return written


def read_structure(written: dict[str, Any]) -> Structure:
    return _STRUCTURE.validate_python(written)


class LeaseBody(BaseModel):
    """`residual`: the price to keep the thing when all rentals are paid."""

    in_advance: bool
    deposit: MoneyBody
    residual: MoneyBody

    @classmethod
    def of(cls, lease: Lease) -> Self:
        return cls(
            in_advance=lease.in_advance,
            deposit=MoneyBody.of(lease.deposit),
            residual=MoneyBody.of(lease.residual),
        )


class FloatingBody(BaseModel):
    """A rate that follows the LPR: `base_rate` is that of the day it was agreed, `highest` what the
    rate never goes above."""

    repricing: Repricing
    base_rate: Decimal
    margin: Decimal
    highest: Decimal

    @classmethod
    def of(cls, floating: Floating) -> Self:
        return cls(
            repricing=floating.repricing,
            base_rate=floating.base_rate,
            margin=floating.margin,
            highest=floating.highest,
        )


class StructureBody(BaseModel):
    """What is agreed besides amount, rate, term and method; all null: a plain loan."""

    lease: LeaseBody | None
    floating: FloatingBody | None

    @classmethod
    def of(cls, structure: Structure) -> Self:
        lease, floating = structure.lease, structure.floating
        return cls(
            lease=None if lease is None else LeaseBody.of(lease),
            floating=None if floating is None else FloatingBody.of(floating),
        )
