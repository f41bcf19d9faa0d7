"""A park hands in its list of companies; what is wrong in a line is kept with the line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql

from rongqu.events.parks import BatchPutForward
from rongqu.infra.blind_index import blind_index
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId, ProductId, new_id
from rongqu.kernel.pii import MobileNumber
from rongqu.modules.catalog.public import Product, ProductKind, get_product
from rongqu.modules.parks import permissions, queries
from rongqu.modules.parks import tables as t
from rongqu.modules.parks.errors import BatchKnown, NotAPark, NotAParkLoan
from rongqu.modules.parks.types import (
    Batch,
    BatchStatus,
    Bounds,
    FileLine,
    LineStatus,
    ParkBatchId,
    ParkFile,
)
from rongqu.modules.parties.public import InstitutionKind, InstitutionNotFound, get_institution

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a file is read by."""

    bytes: int
    lines: int
    bounds: Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBatch:
    """The caller makes the id. The park states that the companies have authorised it."""

    id: ParkBatchId
    product_id: ProductId
    file: ParkFile


async def check_may_put_forward(tx: Tx, product_id: ProductId) -> Limits:
    """Before the file is read at all."""
    await _check_park(tx)
    product = await _get_park_loan(tx, product_id)
    return Limits(
        bytes=int(await read_policy(tx, "parks.file_megabytes")) * MEGABYTE,
        lines=int(await read_policy(tx, "parks.most_lines")),
        bounds=Bounds(
            min_amount=product.min_amount,
            max_amount=product.max_amount,
            min_term_months=product.min_term_months,
            max_term_months=product.max_term_months,
        ),
    )


async def put_forward(tx: Tx, new: NewBatch) -> Batch:
    tx.actor.require(permissions.PUT_FORWARD)
    await _check_park(tx)
    product = await _get_park_loan(tx, new.product_id)

    await _insert_batch(tx, new, product)
    rows = [_row(each, new, tx.actor.organisation, product) for each in new.file.lines]
    await tx.connection.execute(insert(t.line), rows)
    await _insert_contacts(tx, rows, new.file.lines)
    refused = sum(each.fault is not None for each in new.file.lines)

    await tx.publish(
        BatchPutForward(
            subject_id=new.id,
            parties=(tx.actor.organisation, product.institution_id),
            park_id=tx.actor.organisation,
            institution_id=product.institution_id,
            product_id=product.id,
            lines=len(rows),
            refused=refused,
        )
    )
    return await queries.get_batch(tx, new.id)


def digest_of(mobile: MobileNumber) -> bytes:
    return blind_index("parks.contact", mobile.reveal().encode())


async def _check_park(tx: Tx) -> None:
    tx.actor.require(permissions.PUT_FORWARD)
    try:
        own = await get_institution(tx, tx.actor.organisation)
    except InstitutionNotFound as error:
        raise NotAPark(organisation_id=tx.actor.organisation) from error
    if own.kind is not InstitutionKind.PARK:
        raise NotAPark(organisation_id=tx.actor.organisation)


async def _get_park_loan(tx: Tx, product_id: ProductId) -> Product:
    product = await get_product(tx, product_id)
    if product.kind is not ProductKind.PARK_BATCH or not product.is_offered_on(tx.business_date):
        raise NotAParkLoan(product_id=product_id)
    return product


async def _insert_batch(tx: Tx, new: NewBatch, product: Product) -> None:
    made = await tx.connection.execute(
        postgresql.insert(t.batch)
        .values(
            id=new.id,
            park_id=tx.actor.organisation,
            institution_id=product.institution_id,
            product_id=product.id,
            product_version=product.version,
            product_name=product.name,
            product_name_en=product.name_en,
            file_name=new.file.name,
            lines=len(new.file.lines),
            status=BatchStatus.CHECKING,
            put_forward_by=tx.actor.id,
            put_forward_at=tx.now,
        )
        .on_conflict_do_nothing()
    )
    if made.rowcount == 0:
        raise BatchKnown(batch_id=new.id)


def _row(
    line: FileLine, new: NewBatch, park_id: OrganisationId, product: Product
) -> dict[str, Any]:
    wanted = line.wanted
    return {
        "id": new_id(),
        "batch_id": new.id,
        "number": line.number,
        "park_id": park_id,
        "institution_id": product.institution_id,
        "product_id": product.id,
        "name": line.name,
        "uscc": line.code if wanted is None else wanted.uscc,
        "amount_minor": None if wanted is None else wanted.amount.minor,
        "currency": None if wanted is None else wanted.amount.currency,
        "term_months": None if wanted is None else wanted.term_months,
        "status": LineStatus.REFUSED if wanted is None else LineStatus.WAITING,
        "fault": line.fault,
        "missed": [],
    }


async def _insert_contacts(tx: Tx, rows: list[dict[str, Any]], lines: tuple[FileLine, ...]) -> None:
    contacts = [
        {
            "line_id": row["id"],
            "mobile": line.wanted.mobile,
            "digest": digest_of(line.wanted.mobile),
        }
        for row, line in zip(rows, lines, strict=True)
        if line.wanted is not None
    ]
    if contacts:
        await tx.connection.execute(insert(t.contact), contacts)
