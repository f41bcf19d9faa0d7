"""What is on offer today, kept by the process for as long as it is true.

The mark is made of the rows themselves, in the reader's own transaction, so a publication by any
process is seen at once; nothing has to be told or to expire. It is read before the products, so
what is kept under it is never older than it says: versions only grow, and a withdrawal is for good.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Row, cast, func, select

from rongqu.infra.recent import Recent
from rongqu.infra.tx import Tx
from rongqu.modules.catalog import tables
from rongqu.modules.catalog.pricing import resolve
from rongqu.modules.catalog.queries import read_market, read_offered_rows, to_product
from rongqu.modules.catalog.types import Market, Product, ProductStatus


@dataclass(frozen=True, slots=True)
class OfferedMark:
    """`fingerprint`: the sum of hashes of each product's id and version, whatever their order."""

    day: date
    products: int
    versions: int
    fingerprint: Decimal
    market: Market


@dataclass(frozen=True, slots=True)
class Offered:
    """Newest product first, at the prices of the day. The same mark, the same products: what is
    computed of them may be kept by it."""

    mark: OfferedMark
    products: tuple[Product, ...]


_version = cast(tables.product.c.version, BigInteger)
_hashes = func.sum(func.uuid_hash_extended(tables.product.c.id, _version))
_MARK = select(
    func.count().label("products"),
    func.coalesce(func.sum(_version), 0).label("versions"),
    func.coalesce(_hashes, 0).label("fingerprint"),
).where(tables.product.c.status == ProductStatus.OFFERED)

_kept: Recent[OfferedMark, Offered] = Recent(2)
"""Two, for those who still read yesterday's while a day turns."""


async def find_offered(tx: Tx) -> Offered:
    """What an enterprise can apply for today. Of many who come at once one makes the products."""
    row = (await tx.connection.execute(_MARK)).one()
    market = await read_market(tx)
    mark = OfferedMark(tx.business_date, row.products, int(row.versions), row.fingerprint, market)
    kept = _kept.recall(mark)
    if kept is not None:
        return kept
    rows = await read_offered_rows(tx)
    return _kept.recall(mark) or _kept.see(mark, _of_rows(mark, rows))


def _of_rows(mark: OfferedMark, rows: Sequence[Row[Any]]) -> Offered:
    products = (resolve(to_product(row), mark.market) for row in rows)
    return Offered(mark, tuple(each for each in products if each.is_valid_on(mark.day)))


async def list_offered_products(tx: Tx) -> tuple[Product, ...]:
    return (await find_offered(tx)).products
