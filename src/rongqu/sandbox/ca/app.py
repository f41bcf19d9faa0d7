"""The authority's API. Only whoever shares its secret is given certificates; what was revoked it
tells everybody."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64

from cryptography.hazmat.primitives import serialization
from fastapi import FastAPI, HTTPException, Request, Response
from pydantic import BaseModel, Field

from rongqu.infra.clock import utc_now
from rongqu.infra.signed_messages import Key, Message, NotSigned, check_signed, target_of
from rongqu.sandbox.ca.authority import Authority, Subject

SIGNER = "rongqu"
CRL, OCSP = "application/pkix-crl", "application/ocsp-response"
LONGEST = 4096
SERIAL = re.compile("[0-9a-f]{1,40}")


class CertificateAsked(BaseModel):
    """`request` is a PKCS#10 in base64; the same id asked again gets the same certificate."""

    id: str = Field(min_length=1, max_length=100)
    request: str = Field(max_length=LONGEST)
    organisation: str = Field(min_length=1, max_length=60)
    uscc: str = Field(min_length=1, max_length=18)
    person: str = Field(max_length=60)


class CertificateGiven(BaseModel):
    """In base64 DER: the signer's, then the authority's."""

    chain: list[str]


def create_ca(authority: Authority, secret: bytes) -> FastAPI:
    app = FastAPI(title="Sandbox certificate authority", openapi_url=None)
    _add_issuing(app, authority, Key(SIGNER, secret))
    _add_status(app, authority)
    return app


async def _check(request: Request, key: Key) -> None:
    message = Message(request.method, target_of(request.scope), await request.body())
    try:
        check_signed(key, message, request.headers, now=utc_now())
    except NotSigned as error:
        raise HTTPException(401, error.reason) from error


def _add_issuing(app: FastAPI, authority: Authority, key: Key) -> None:
    root = authority.certificate.public_bytes(serialization.Encoding.DER)

    @app.post("/certificates")
    async def issue(request: Request, asked: CertificateAsked) -> CertificateGiven:
        await _check(request, key)
        subject = Subject(organisation=asked.organisation, uscc=asked.uscc, person=asked.person)
        try:
            issued = authority.issue(asked.id, b64decode(asked.request, validate=True), subject)
        except (NotBase64, ValueError) as error:
            raise HTTPException(400, "no certificate request") from error
        return CertificateGiven(chain=[b64encode(each).decode() for each in (issued.content, root)])

    @app.delete("/certificates/{serial}", status_code=204)
    async def revoke(request: Request, serial: str) -> None:
        await _check(request, key)
        if not SERIAL.fullmatch(serial) or authority.register.find(int(serial, 16)) is None:
            raise HTTPException(404, "never issued")
        authority.register.revoke(int(serial, 16), authority.clock())


def _add_status(app: FastAPI, authority: Authority) -> None:
    @app.get("/ca.crl")
    def revocations() -> Response:
        return Response(authority.revocations(), media_type=CRL)

    @app.post("/ocsp")
    async def status(request: Request) -> Response:
        query = await request.body()
        try:
            return Response(authority.answer(query[:LONGEST]), media_type=OCSP)
        except ValueError as error:
            raise HTTPException(400, "no OCSP query") from error

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}
