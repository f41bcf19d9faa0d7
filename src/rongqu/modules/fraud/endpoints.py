"""The API of fraud: parse, call, answer."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request

from rongqu.infra.problems import problems
from rongqu.infra.web import TxDep, module_router, open_request_tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.fraud import permissions
from rongqu.modules.fraud.actions.examine_document import examine_document
from rongqu.modules.fraud.errors import FileNotExaminable, FileTooLarge
from rongqu.modules.fraud.examining import MOST_BYTES
from rongqu.modules.fraud.network import read_network
from rongqu.modules.fraud.schemas import ExaminationBody, NetworkBody
from rongqu.modules.parties.public import EnterpriseNotFound

router = module_router("fraud", prefix="/fraud")

FILE_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


async def receive_file(request: Request) -> bytes:
    """Ask who may, and read no more than is examined: then the transaction may open."""
    async with open_request_tx(request) as tx:
        tx.actor.require(permissions.EXAMINE)
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > MOST_BYTES:
            raise FileTooLarge(most=MOST_BYTES)
    return bytes(content)


@router.put(
    "/examinations/{examination_id}",
    responses=problems(FileNotExaminable, FileTooLarge),
    openapi_extra=FILE_BODY,
)
async def examine_document_endpoint(
    content: Annotated[bytes, Depends(receive_file)], tx: TxDep, examination_id: UUID
) -> ExaminationBody:
    """A PDF or a picture; it is not kept."""
    return ExaminationBody.of(await examine_document(tx, examination_id, content))


@router.get("/companies/{enterprise_id}/network", responses=problems(EnterpriseNotFound))
async def get_company_network_endpoint(tx: TxDep, enterprise_id: UUID) -> NetworkBody:
    """Trading partners, theirs where they are on the platform, and rings."""
    tx.actor.require(permissions.EXAMINE)
    return NetworkBody.of(await read_network(tx, EnterpriseId(enterprise_id)))
