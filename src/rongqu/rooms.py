"""The rooms of the house, and what the programs take from each.

One explicit list for the web, the worker and the tests: a handler that the web process does not
know gets no deliveries.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from fastapi import APIRouter

ROOMS = (
    "identity",
    "privacy",
    "alarms",
    "invitations",
    "ledger",
    "evidence",
    "parties",
    "compliance",
    "catalog",
    "fraud",
    "collateral",
    "models",
    "related",
    "ranking",
    "risk",
    "payments",
    "contracts",
    "matching",
    "papers",
    "pitches",
    "sealing",
    "investing",
    "disputes",
    "parks",
    "diligence",
    "colending",
    "services",
    "origination",
    "servicing",
    "aftercare",
    "bidding",
    "orderbook",
    "exits",
    "collections",
    "engagement",
    "guarantees",
    "leasing",
    "outreach",
    "syndication",
    "insight",
    "warnings",
    "bookings",
    "coupons",
    "portfolio",
)
"""From the ground floor up."""

PARTS = ("tables", "handlers", "jobs")
"""What every program imports of every room: all tables, all listeners, all jobs."""


class UnknownRoom(ValueError):
    pass


def check_rooms(names: Collection[str]) -> None:
    for name in names:
        if name not in ROOMS:
            raise UnknownRoom(f"there is no room {name!r}; the rooms are {', '.join(ROOMS)}")


@cache
def load_rooms() -> None:
    """Register every table, handler and job."""
    for room in ROOMS:
        for part in PARTS:
            _find(room, part)


def routers(rooms: Collection[str] | None = None) -> Iterator[APIRouter]:
    for room in ROOMS:
        if rooms is None or room in rooms:
            endpoints = _find(room, "endpoints")
            if endpoints is not None:
                yield from getattr(endpoints, "routers", (endpoints.router,))


def _find(room: str, part: str) -> ModuleType | None:
    name = f"rongqu.modules.{room}.{part}"
    return import_module(name) if find_spec(name) else None
