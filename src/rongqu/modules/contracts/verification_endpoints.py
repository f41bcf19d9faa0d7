"""For strangers: is this PDF what was signed, by whom and when?"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from pydantic import BaseModel

from rongqu.infra.api_document import FOR_STRANGERS
from rongqu.infra.problems import problems
from rongqu.infra.web import SettingDep, module_router
from rongqu.modules.contracts.errors import FileTooLarge
from rongqu.modules.contracts.ports import CertificateAuthority, TimeStamps
from rongqu.modules.contracts.signatures.apart import verify_apart
from rongqu.modules.contracts.signatures.verifying import FileVerdict, SignatureVerdict

router = module_router("contracts", prefix="/verifications")

LARGEST = 10 << 20
PDF = "application/pdf"
BINARY = {"content": {PDF: {"schema": {"type": "string", "format": "binary"}}}, "required": True}


class SignatureCheckBody(BaseModel):
    field: str
    verdict: SignatureVerdict
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
    setting: SettingDep, content: Annotated[bytes, Depends(read_file)]
) -> PdfCheckBody:
    """Nothing is kept. Trusted are the authorities of this platform; the file brings all else."""
    roots = [setting.port(CertificateAuthority).root(), setting.port(TimeStamps).root()]
    found = await verify_apart(content, roots, setting.clock())
    return PdfCheckBody.model_validate(found)
