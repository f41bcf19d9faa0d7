"""For strangers: is this PDF what was signed, by whom and when?"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Depends, Query, Request
from pydantic import BaseModel, Field

from rongqu.infra.api_document import FOR_STRANGERS
from rongqu.infra.problems import problems
from rongqu.infra.web import SettingDep, module_router
from rongqu.modules.contracts.errors import FileTooLarge
from rongqu.modules.contracts.ports import CertificateAuthority, TimeStamps
from rongqu.modules.evidence.public import FileVerdict, SignatureVerdict, verify_apart

router = module_router("contracts", prefix="/verifications")

LARGEST = 10 << 20
PDF = "application/pdf"
BINARY = {"content": {PDF: {"schema": {"type": "string", "format": "binary"}}}, "required": True}


class SignatureCheckBody(BaseModel):
    field: str
    verdict: SignatureVerdict
    is_stamp: bool
    signer: str | None
    signed_at: datetime | None
    stamped_at: datetime | None
    coverage: str | None
    modification: str | None
    level: str | None
    chain: list[str]
    revocation_known: bool


class PdfCheckBody(BaseModel):
    verdict: FileVerdict
    signatures: list[SignatureCheckBody]
    missing: list[str]
    """Of the parties asked for, those that have not signed."""


PartyName = Annotated[str, Field(min_length=1, max_length=200)]
Parties = Annotated[
    list[PartyName] | None, Query(max_length=20, description="Who should have signed, by name.")
]


async def read_file(request: Request) -> bytes:
    """As it comes, and no further than is allowed."""
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > LARGEST:
            raise FileTooLarge(largest=LARGEST)
    return bytes(content)


@router.post(
    "", responses=problems(FileTooLarge), openapi_extra={**FOR_STRANGERS, "requestBody": BINARY}
)
async def verify_pdf_endpoint(
    setting: SettingDep, content: Annotated[bytes, Depends(read_file)], party: Parties = None
) -> PdfCheckBody:
    """Nothing is kept. Trusted are the authorities of this platform; the file brings all else."""
    roots = [setting.port(CertificateAuthority).root(), setting.port(TimeStamps).root()]
    found = await verify_apart(content, roots, party or (), setting.clock())
    return PdfCheckBody.model_validate(found)
