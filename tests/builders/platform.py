"""A platform that only listens: what the sandbox bank calls back."""

from __future__ import annotations

import json
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from rongqu.infra.signed_messages import Key, Message, NotSigned, check_signed
from rongqu.infra.tx import utc_now
from tests.builders.bank import SECRET


@contextmanager
def listening_platform(port: int) -> Generator[list[dict[str, Any]]]:
    """The call-backs it has heard; those wrongly signed are answered with 401."""
    heard: list[dict[str, Any]] = []

    class Platform(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            try:
                message = Message("POST", self.path, body)
                check_signed(Key("bank", SECRET), message, headers, now=utc_now())
            except NotSigned as refused:
                heard.append({"kind": f"refused {refused.reason}"})
                self.send_response(401)
            else:
                heard.append(json.loads(body))
                self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Platform)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield heard
    server.shutdown()
    thread.join()
    server.server_close()
