"""Serving the built web app: hashed files for good, `index.html` fresh with its own nonce."""

from __future__ import annotations

import mimetypes
import secrets
from contextlib import suppress
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse

from rongqu.kernel.errors import NotFound

NONCE = "__CSP_NONCE__"
"""Placeholder in index.html: the one inline style element that antd fills carries it."""

FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}
FRESH = {"Cache-Control": "no-cache"}
HASHED = "assets"
PACKED = {"br": ".br", "gzip": ".gz"}
"""The build writes each text file packed as well; the smallest first."""


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
            "object-src 'none'",
            "frame-src 'self' blob:",
            "frame-ancestors 'self'",
            "base-uri 'none'",
            "form-action 'self'",
        ]
    )


class Index:
    """The start page as it was built last. While a build has it taken away: the one before."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._built_at = 0
        self._page = path.read_text("utf-8")

    def read(self) -> str:
        with suppress(FileNotFoundError):
            built_at = self._path.stat().st_mtime_ns
            if built_at != self._built_at:
                self._page = self._path.read_text("utf-8")
                self._built_at = built_at
        return self._page


def add_web_app(app: FastAPI, folder: Path) -> None:
    """Mount after every API route: what no route and no file answers is a page of the app."""
    index = Index(folder / "index.html")
    root = folder.resolve()

    @app.api_route("/{path:path}", methods=["GET", "HEAD"], include_in_schema=False)
    async def web_app(request: Request, path: str) -> Response:
        if path.startswith("api/") or "\0" in path:
            raise NotFound(path=request.url.path)
        file = (root / path).resolve()
        if path and file.is_relative_to(root) and file.is_file():
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            headers = FOR_GOOD if path.startswith(f"{HASHED}/") else FRESH
            file, packing = _packed(file, request.headers.get("accept-encoding", ""))
            return FileResponse(file, media_type=kind, headers=headers | packing)
        first = path.partition("/")[0]
        if first == HASHED or "." in first:
            raise NotFound(path=request.url.path)  # a file that is not there: never a page
        nonce = secrets.token_urlsafe(16)
        headers = FRESH | {"Content-Security-Policy": content_security_policy(nonce)}
        page = index.read().replace(NONCE, nonce)
        return Response(page, 200, headers, "text/html; charset=utf-8")


def _packed(file: Path, accepted: str) -> tuple[Path, dict[str, str]]:
    """The smallest form of a file that the reader understands, and the headers that say so."""
    understood = {coding.partition(";")[0].strip() for coding in accepted.lower().split(",")}
    headers = {"Vary": "Accept-Encoding"}
    for coding, suffix in PACKED.items():
        packed = file.with_name(file.name + suffix)
        if coding in understood and packed.is_file():
            return packed, headers | {"Content-Encoding": coding}
    return file, headers
