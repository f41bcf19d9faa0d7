"""The provider's API (OpenID Connect Discovery 1.0, Core 1.0), and a page to choose who one is."""

from __future__ import annotations

from html import escape
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from fastapi import FastAPI, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from pydantic import BaseModel

from rongqu.infra.clock import utc_now
from rongqu.sandbox.idp.provider import Grant, IdentityProvider

PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>沙箱机构登录</title>
<style>body{{font:16px/1.8 system-ui;margin:3rem auto;max-width:28rem;padding:0 1rem}}
a{{display:block;padding:.6rem 1rem;border:1px solid #ccc;border-radius:8px;margin:.6rem 0}}</style>
<h1>沙箱机构登录</h1><p>选择您是谁。Choose who you are.</p>{people}</html>"""


class Wish(BaseModel):
    """What a relying party asks for."""

    response_type: str
    client_id: str
    redirect_uri: str
    scope: str
    state: str
    nonce: str
    code_challenge: str
    code_challenge_method: str
    login: str | None = None


def create_idp(provider: IdentityProvider, pages: str | None = None) -> FastAPI:
    """`pages`: where browsers reach it, which in a cluster is not where programs do."""
    app = FastAPI(title="Sandbox identity provider", openapi_url=None)

    @app.get("/.well-known/openid-configuration")
    def describe() -> dict[str, Any]:
        issuer = provider.issuer
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{pages or issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
            "code_challenge_methods_supported": ["S256"],
        } | provider.described

    @app.get("/jwks")
    def keys() -> dict[str, Any]:
        return provider.published_keys()

    @app.get("/authorize")
    def authorize(wish: Annotated[Wish, Query()]) -> Response:
        return _authorize(provider, wish)

    @app.post("/token")
    async def token(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        issued = provider.redeem(form, utc_now().timestamp())
        if issued is None:
            return JSONResponse({"error": "invalid_grant"}, 400)
        return JSONResponse({"access_token": "unused", "token_type": "Bearer", "id_token": issued})

    @app.post("/play/rotate-keys")
    def rotate_keys() -> dict[str, str]:
        provider.rotate_keys()
        return {"status": "rotated"}

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    return app


def _authorize(provider: IdentityProvider, wish: Wish) -> Response:
    is_known = wish.client_id == provider.client_id and wish.response_type == "code"
    if not is_known or wish.code_challenge_method != "S256":
        return JSONResponse({"error": "invalid_request"}, 400)
    employee = provider.find_employee(wish.login or "")
    if employee is None:
        return HTMLResponse(_choose(provider, wish))
    grant = Grant(
        employee=employee,
        client_id=wish.client_id,
        redirect_uri=wish.redirect_uri,
        nonce=wish.nonce,
        challenge=wish.code_challenge,
    )
    back = {"code": provider.grant(grant), "state": wish.state, "iss": provider.issuer}
    return RedirectResponse(f"{wish.redirect_uri}?{urlencode(back)}", 302)


def _choose(provider: IdentityProvider, wish: Wish) -> str:
    asked = wish.model_dump(exclude={"login"})
    people = "".join(
        f'<a href="/authorize?{escape(urlencode(asked | {"login": each.email}))}">'
        f"{escape(each.name)}<br><small>{escape(each.email)}</small></a>"
        for each in provider.employees
    )
    return PAGE.format(people=people)
