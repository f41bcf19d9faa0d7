"""The gateway's API, and a page that shows what was sent."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import UTC, datetime
from html import escape
from typing import Annotated

from fastapi import FastAPI, HTTPException, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from rongqu.infra.clock import utc_now
from rongqu.infra.signed_messages import Key, Message, NotSigned, check_signed, target_of
from rongqu.sandbox.gateway.outbox import Outbox, Sent

SIGNER = "rongqu"
MOBILE = re.compile(r"1[3-9]\d{9}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
SHOWN = 200

PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>沙箱短信邮件网关</title>
<style>body{{font:15px/1.6 system-ui;margin:2rem auto;max-width:60rem;padding:0 1rem}}
table{{border-collapse:collapse;width:100%}}td,th{{border-bottom:1px solid #ddd;padding:.4rem;
text-align:left;vertical-align:top}}</style>
<h1>沙箱短信邮件网关 <small>Sandbox gateway</small></h1>
<p>这里显示平台"发出"的短信和邮件；实际上什么也没有寄出。Nothing here was really sent.</p>
<table><tr><th>时间<th>渠道<th>收件人<th>内容</tr>{rows}</table></html>"""


class MessageRequest(BaseModel):
    id: str = Field(min_length=1, max_length=100)
    channel: str = Field(pattern="^(sms|email)$")
    recipient: str = Field(max_length=200)
    title: str = Field(max_length=200)
    body: str = Field(max_length=2000)


class TakenAnswer(BaseModel):
    """`refused` names why this message will never be sent."""

    taken: bool
    refused: str | None = None


def create_gateway(outbox: Outbox, secret: bytes) -> FastAPI:
    app = FastAPI(title="Sandbox gateway", openapi_url=None)
    key = Key(SIGNER, secret)

    @app.post("/messages")
    async def take(request: Request, body: MessageRequest) -> TakenAnswer:
        message = Message(request.method, target_of(request.scope), await request.body())
        try:
            check_signed(key, message, request.headers, now=utc_now())
        except NotSigned as error:
            raise HTTPException(401, error.reason) from error
        if not (MOBILE if body.channel == "sms" else EMAIL).fullmatch(body.recipient):
            return TakenAnswer(taken=False, refused="bad_address")
        taken_at = datetime.isoformat(utc_now().astimezone(UTC), timespec="seconds")
        outbox.take(Sent(**body.model_dump(), taken_at=taken_at))
        return TakenAnswer(taken=True)

    @app.get("/outbox")
    def list_outbox(
        recipient: str | None = None, limit: Annotated[int, Query(ge=1, le=1000)] = 50
    ) -> list[dict[str, str]]:
        return [asdict(sent) for sent in outbox.newest(limit, recipient)]

    @app.get("/", response_class=HTMLResponse)
    def page() -> str:
        return PAGE.format(rows="".join(map(_row, outbox.newest(SHOWN))))

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    return app


def _row(sent: Sent) -> str:
    text = f"<b>{escape(sent.title)}</b><br>{escape(sent.body)}"
    cells = (escape(sent.taken_at), escape(sent.channel), escape(sent.recipient), text)
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
