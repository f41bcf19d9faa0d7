"""Headers that every answer carries."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rongqu.infra.retirement import MORE_HEADERS

HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"cross-origin-resource-policy": b"same-origin",
    b"x-frame-options": b"SAMEORIGIN",
}
PAGE_HEADERS = {
    b"referrer-policy": b"strict-origin-when-cross-origin",
    b"permissions-policy": b"camera=(self), geolocation=(self), microphone=()",
    b"cross-origin-opener-policy": b"same-origin",
}
"""About windows and links: an answer that is no page has neither."""
API_HEADERS = {
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'self'",
    b"cache-control": b"no-store",
}
"""What the API answers is never a page; endpoints that show documents set their own."""
HTTPS_HEADERS = {b"strict-transport-security": b"max-age=31536000; includeSubDomains"}


class SecurityHeaders:
    """Adds what an endpoint has not set itself. `https` adds strict transport security."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        always = HEADERS | (HTTPS_HEADERS if https else {})
        self._for_pages = tuple((always | PAGE_HEADERS).items())
        self._for_api = tuple((always | API_HEADERS).items())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        wanted = self._for_api if scope["path"].startswith("/api/") else self._for_pages

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given: list[tuple[bytes, bytes]] = list(message.get("headers", ()))
                given += scope.get(MORE_HEADERS, ())
                names = {name.lower() for name, _ in given}
                message["headers"] = given + [each for each in wanted if each[0] not in names]
            await send(message)

        await self._app(scope, receive, send_with_headers)
