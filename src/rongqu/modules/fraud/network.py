"""A company among its trading partners: two steps, and the rings it stands in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.kernel.money import Money
from rongqu.kernel.uscc import InvalidUscc, parse_uscc
from rongqu.modules.fraud.graph.links import Links
from rongqu.modules.parties.public import (
    Direction,
    Enterprise,
    Purpose,
    find_enterprise_by_uscc,
    get_enterprise,
    top_partners,
)

PARTNERS = 15
LONGEST_RING = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """`id` when it is an enterprise of the platform, which one can walk to."""

    code: str
    name: str
    id: EnterpriseId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    seller: str
    buyer: str
    net: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    centre: str
    nodes: tuple[Node, ...]
    sales: tuple[Sale, ...]
    rings: tuple[tuple[str, ...], ...]
    """Codes along sales that come back to the centre: circular invoicing, or honest barter."""


async def read_network(tx: Tx, enterprise_id: EnterpriseId) -> Network:
    """By the invoices that were imported: rings outside of the platform are not seen."""
    centre = await get_enterprise(tx, enterprise_id)
    nodes: dict[str, Node] = {centre.uscc: _node(centre)}
    sales: dict[tuple[str, str], Money] = {}
    for partner in await _add_partners(tx, centre, nodes, sales):
        await _add_partners(tx, partner, nodes, sales)
    return Network(
        centre=centre.uscc,
        nodes=tuple(nodes.values()),
        sales=tuple(Sale(seller=a, buyer=b, net=net) for (a, b), net in sales.items()),
        rings=_find_rings(centre.uscc, list(nodes), sales),
    )


async def _add_partners(
    tx: Tx, company: Enterprise, nodes: dict[str, Node], sales: dict[tuple[str, str], Money]
) -> list[Enterprise]:
    """Returns those that are on the platform."""
    known: list[Enterprise] = []
    for direction in Direction:
        partners = await top_partners(tx, company.id, direction, PARTNERS, purpose=Purpose.OVERVIEW)
        for partner in partners:
            if partner.code not in nodes:
                found = await _find(tx, partner.code)
                nodes[partner.code] = (
                    _node(found) if found else Node(code=partner.code, name=partner.name, id=None)
                )
                known += [found] if found else []
            sold = direction is Direction.OUTPUT
            pair = (company.uscc, partner.code) if sold else (partner.code, company.uscc)
            sales.setdefault(pair, partner.net)
    return known


async def _find(tx: Tx, code: str) -> Enterprise | None:
    try:
        return await find_enterprise_by_uscc(tx, parse_uscc(code))
    except InvalidUscc:
        return None


def _node(enterprise: Enterprise) -> Node:
    return Node(code=enterprise.uscc, name=enterprise.name, id=enterprise.id)


def _find_rings(
    centre: str, codes: list[str], sales: dict[tuple[str, str], Money]
) -> tuple[tuple[str, ...], ...]:
    numbers = {code: number for number, code in enumerate(codes)}
    pairs = np.asarray([(numbers[a], numbers[b]) for a, b in sales], np.int64).reshape(-1, 2)
    links = Links(pairs[:, 0], pairs[:, 1])
    rings = links.cycles_through(numbers[centre], LONGEST_RING, most=20)
    return tuple(tuple(codes[number] for number in ring) for ring in rings)
