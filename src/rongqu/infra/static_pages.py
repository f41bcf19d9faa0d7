"""Serving the built web app: hashed files for good, `index.html` fresh with its own nonce."""

from __future__ import annotations

import mimetypes
import secrets
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse

from rongqu.kernel.errors import NotFound

NONCE = "__CSP_NONCE__"
"""Placeholder in index.html: the one inline style element that antd fills carries it."""

FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}
FRESH = {"Cache-Control": "no-cache"}
HASHED = "assets"


def content_security_policy(nonce: str) -> str:
    """Inline scripts and styles only where they carry the nonce of this very answer."""
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' 'nonce-{nonce}'",
            f"style-src 'self' 'nonce-{nonce}'",
            "style-src-attr 'unsafe-inline'",  # attributes position menus; they cannot load code
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'self'",
            "frame-src 'self' blob:",
            "frame-ancestors 'self'",
            "base-uri 'none'",
            "form-action 'self'",
        ]
    )


def add_web_app(app: FastAPI, folder: Path) -> None:
    """Mount after every API route: what no route and no file answers is a page of the app."""
    index = (folder / "index.html").read_text("utf-8")
    root = folder.resolve()

    @app.get("/{path:path}", include_in_schema=False)
    async def web_app(request: Request, path: str) -> Response:
        if path.startswith("api/"):
            raise NotFound(path=request.url.path)
        file = (root / path).resolve()
        if path and file.is_relative_to(root) and file.is_file():
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            headers = FOR_GOOD if path.startswith(f"{HASHED}/") else FRESH
            return FileResponse(file, media_type=kind, headers=headers)
        nonce = secrets.token_urlsafe(16)
        headers = FRESH | {"Content-Security-Policy": content_security_policy(nonce)}
        return Response(index.replace(NONCE, nonce), 200, headers, "text/html; charset=utf-8")
