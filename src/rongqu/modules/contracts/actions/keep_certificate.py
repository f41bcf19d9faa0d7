"""Keep a certificate that the authority has issued, with its key."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert

from rongqu.events.contracts import CertificateIssued
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.contracts import envelope_tables as t
from rongqu.modules.contracts.envelope_queries import SigningCertificate
from rongqu.modules.contracts.envelope_types import Capacity, CertificateId


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCertificate:
    id: CertificateId
    organisation_id: OrganisationId
    holder_id: UUID
    capacity: Capacity
    organisation: str
    uscc: str
    serial: str
    algorithm: str
    key: bytes = field(repr=False)
    chain: tuple[bytes, ...]
    not_after: datetime


async def keep_certificate(tx: Tx, new: NewCertificate) -> SigningCertificate:
    """Internal: only the job that signs calls it."""
    await tx.connection.execute(
        insert(t.certificate).values(
            id=new.id,
            organisation_id=new.organisation_id,
            holder_id=new.holder_id,
            capacity=new.capacity,
            subject={"organisation": new.organisation, "uscc": new.uscc},
            serial=new.serial,
            algorithm=new.algorithm,
            key=new.key,
            chain=[each.hex() for each in new.chain],
            not_after=new.not_after,
            issued_at=tx.now,
        )
    )

    await tx.publish(
        CertificateIssued(
            subject_id=new.holder_id,
            parties=(new.organisation_id,),
            capacity=new.capacity,
            serial=new.serial,
            algorithm=new.algorithm,
        )
    )
    return SigningCertificate(id=new.id, key=new.key, chain=new.chain)
