"""Bodies of the fraud API."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from pydantic import BaseModel

from rongqu.infra.web import MoneyBody
from rongqu.modules.fraud.network import Network
from rongqu.modules.fraud.types import Examination, Weight


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
