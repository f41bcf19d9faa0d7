"""A park, a lender's product for parks, and the files that parks send."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]  it has none
from httpx2 import AsyncClient, Response

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.ids import OrganisationId, new_id
from rongqu.modules.catalog.public import Product, ProductKind
from rongqu.modules.parks.jobs import check_batch
from rongqu.modules.parks.sheet import COLUMNS
from rongqu.modules.parties.public import (
    InstitutionKind,
    InstitutionRegistration,
    register_institution,
    synthetic_uscc,
)
from tests.builders.actors import signed_in
from tests.builders.catalog import given_product

NAME = "苏州明澈精密仪器有限公司"
"""As `given_enterprise` of origination registers every company."""

Row = Sequence[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    park_id: OrganisationId
    product: Product
    park: dict[str, str]
    lender: dict[str, str]


async def given_sides(engine: Engine, **product: Any) -> Sides:
    park_id = await given_institution(engine, InstitutionKind.PARK)
    lender_id = OrganisationId(new_id())
    terms = {"kind": ProductKind.PARK_BATCH, **product}
    return Sides(
        park_id=park_id,
        product=await given_product(engine, institution=lender_id, **terms),
        park=of_house(park_id, "parks:view", "parks:put_forward"),
        lender=of_house(lender_id, "parks:view", "parks:decide"),
    )


async def given_institution(engine: Engine, kind: InstitutionKind) -> OrganisationId:
    institution_id = OrganisationId(new_id())
    registration = InstitutionRegistration(
        id=institution_id,
        name="长三角科创园区管理有限公司",
        kind=kind,
        uscc=synthetic_uscc(str(institution_id)),
        region_code="320500",
    )
    async with open_tx(engine, SYSTEM) as tx:
        await register_institution(tx, registration)
    return institution_id


def of_house(institution_id: UUID, *permissions: str) -> dict[str, str]:
    return signed_in(*permissions, organisation=institution_id, portal=Portal.INSTITUTION)


def company(number: int, **changes: Any) -> list[Any]:
    """An ordinary line: say only what matters."""
    values = {
        "name": f"第{number}科技有限公司",
        "uscc": synthetic_uscc(f"parks/{number}"),
        "mobile": f"138{number:08d}",
        "wan": 50,
        "months": 12,
    } | changes
    return list(values.values())


def as_csv(rows: Sequence[Row], head: Sequence[str] = tuple(COLUMNS)) -> bytes:
    return "\n".join(",".join(str(cell) for cell in row) for row in (head, *rows)).encode()


def as_xlsx(rows: Sequence[Row], head: Sequence[str] = tuple(COLUMNS)) -> bytes:
    made = BytesIO()
    book: Any
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("企业名单")
        for number, cells in enumerate((head, *rows)):
            sheet.write_row(number, 0, cells)
    return made.getvalue()


async def hand_in(
    client: AsyncClient, sides: Sides, content: bytes, batch_id: UUID | None = None
) -> Response:
    query = f"product_id={sides.product.id}&file_name=list.xlsx"
    path = f"/park-batches/{batch_id or new_id()}?{query}"
    return await client.put(path, content=content, headers=sides.park)


async def checked(client: AsyncClient, work: Work, sides: Sides, rows: Sequence[Row]) -> str:
    """The id of a batch that has been put forward and checked."""
    answer = await hand_in(client, sides, as_csv(rows))
    assert answer.status_code == 200, answer.text
    batch_id: str = answer.json()["batch"]["id"]
    await check_batch.run(work, batch_id=batch_id)
    return batch_id


async def lines_of(client: AsyncClient, batch_id: str, who: dict[str, str]) -> list[dict[str, Any]]:
    answer = await client.get(f"/park-batches/{batch_id}/lines?limit=100", headers=who)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]
