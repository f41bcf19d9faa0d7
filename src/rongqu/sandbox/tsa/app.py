"""The authority's API: a query in, a stamp out (RFC 3161, 3.4)."""

# asn1crypto and parts of pyHanko have no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
from __future__ import annotations

from asn1crypto import tsp
from fastapi import FastAPI, HTTPException, Request, Response
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from rongqu.infra.clock import Clock, utc_now
from rongqu.sandbox.tsa.authority import StampingKey

QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"
LONGEST = 4096


def create_tsa(stamping: StampingKey, clock: Clock = utc_now) -> FastAPI:
    app = FastAPI(title="Sandbox time stamp authority", openapi_url=None)
    store = SimpleCertificateStore()
    store.register(stamping.authority)

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
        stamper = DummyTimeStamper(
            stamping.certificate, stamping.key, store, fixed_dt=clock().replace(microsecond=0)
        )
        reply = await stamper.async_request_tsa_response(query)
        return Response(reply.dump(), media_type=REPLY)

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    return app
