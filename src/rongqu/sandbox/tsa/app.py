"""The authority's API: a query in, a stamp out (RFC 3161, 3.4)."""

# asn1crypto and parts of pyHanko have no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import TypeVar

from asn1crypto import cms, core, tsp
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from fastapi import FastAPI, HTTPException, Request, Response
from pyhanko.sign.general import as_signing_certificate, simple_cms_attribute
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from rongqu.infra.clock import Clock, utc_now
from rongqu.sandbox.tsa.authority import StampingKey

Made = TypeVar("Made", cms.CMSAttribute, cms.CMSAttributes)


class _Stamper(DummyTimeStamper):
    """With the key at hand, and what stands in every stamp encoded once: asn1crypto encodes what
    was put together anew each time it is asked, twice at every level."""

    def __init__(self, stamping: StampingKey, store: SimpleCertificateStore, clock: Clock) -> None:
        super().__init__(stamping.certificate, stamping.key, store)
        self._private = stamping.private
        self._clock = clock
        self._own = _settled(
            simple_cms_attribute("signing_certificate", as_signing_certificate(self.tsa_cert))
        )

    def request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        self.fixed_dt = self._clock().replace(microsecond=0)
        return super().request_tsa_response(req)

    def _sign_tst_info(
        self,
        tst_info_data: bytes,
        md_algorithm: str,  # noqa: ARG002  only SHA-256 comes here
        dt: datetime,
    ) -> tuple[bytes, cms.CMSAttributes]:
        attributes = _settled(
            cms.CMSAttributes(
                [
                    simple_cms_attribute("content_type", "tst_info"),
                    simple_cms_attribute("signing_time", cms.Time({"utc_time": core.UTCTime(dt)})),
                    self._own,
                    simple_cms_attribute("message_digest", sha256(tst_info_data).digest()),
                ]
            )
        )
        return self._private.sign(attributes.dump(), PKCS1v15(), hashes.SHA256()), attributes


def _settled(made: Made) -> Made:
    """Read back from its own bytes: nothing in it has changed, and its bytes are at hand."""
    return type(made).load(made.dump())


QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"
LONGEST = 4096


def create_tsa(stamping: StampingKey, clock: Clock = utc_now) -> FastAPI:
    app = FastAPI(title="Sandbox time stamp authority", openapi_url=None)
    store = SimpleCertificateStore()
    store.register(stamping.authority)
    stamper = _Stamper(stamping, store, clock)

    @app.post("/")
    async def stamp(request: Request) -> Response:
        content = await request.body()
        if request.headers.get("content-type") != QUERY or len(content) > LONGEST:
            raise HTTPException(415, f"send {QUERY}")
        try:
            query = tsp.TimeStampReq.load(content, strict=True)
            algorithm = query["message_imprint"]["hash_algorithm"]["algorithm"].native
        except (ValueError, TypeError) as error:
            raise HTTPException(400, "no time stamp query") from error
        if algorithm != "sha256":
            raise HTTPException(400, "only SHA-256 is stamped")
        reply = stamper.request_tsa_response(query)
        return Response(reply.dump(), media_type=REPLY)

    @app.get("/ca.crl")
    def revocations() -> Response:
        return Response(stamping.revocations, media_type="application/pkix-crl")

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    return app
