"""Bodies of the fraud API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from rongqu.infra.web import MoneyBody
from rongqu.modules.fraud.network import Network
from rongqu.modules.fraud.types import Examination, Source, Suspicion, Weight


class ForgeryFindingBody(BaseModel):
    """`code` has words in `fraud.json`."""

    code: str
    weight: Weight
    where: str


class ExaminationBody(BaseModel):
    sha256: str
    kind: str
    findings: list[ForgeryFindingBody]

    @classmethod
    def of(cls, examined: Examination) -> Self:
        return cls(
            sha256=examined.sha256,
            kind=examined.kind,
            findings=[
                ForgeryFindingBody(code=each.code, weight=each.weight, where=each.where)
                for each in examined.findings
            ],
        )


class NetworkNodeBody(BaseModel):
    code: str
    name: str
    id: UUID | None


class NetworkSaleBody(BaseModel):
    seller: str
    buyer: str
    net: MoneyBody


class NetworkBody(BaseModel):
    """`rings`: codes along sales that come back to the centre."""

    centre: str
    nodes: list[NetworkNodeBody]
    sales: list[NetworkSaleBody]
    rings: list[list[str]]

    @classmethod
    def of(cls, network: Network) -> Self:
        return cls(
            centre=network.centre,
            nodes=[
                NetworkNodeBody(code=each.code, name=each.name, id=each.id)
                for each in network.nodes
            ],
            sales=[
                NetworkSaleBody(seller=each.seller, buyer=each.buyer, net=MoneyBody.of(each.net))
                for each in network.sales
            ],
            rings=[list(ring) for ring in network.rings],
        )


class SuspicionBody(BaseModel):
    """`code` has words in `fraud.json`; a cleared one counts no more."""

    id: UUID
    enterprise_id: UUID
    enterprise_name: str | None
    application_id: UUID | None
    source: Source
    code: str
    weight: Weight
    where: str
    seen_at: datetime
    cleared_at: datetime | None
    clearing: str | None

    @classmethod
    def of(cls, found: Suspicion, names: Mapping[UUID, str]) -> Self:
        subject = found.subject
        return cls(
            id=found.id,
            enterprise_id=subject.enterprise_id,
            enterprise_name=names.get(subject.enterprise_id),
            application_id=subject.application_id,
            source=found.source,
            code=found.finding.code,
            weight=found.finding.weight,
            where=found.finding.where,
            seen_at=found.seen_at,
            cleared_at=found.cleared_at,
            clearing=found.clearing,
        )


class ClearingBody(BaseModel):
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=500)]
