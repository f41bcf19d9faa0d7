"""The sandbox bank as a process of its own, and what a test tells it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from httpx2 import Client, ConnectError, Response

from rongqu.infra.signed_messages import Key, Message, sign
from rongqu.infra.tx import utc_now
from rongqu.sandbox.bank.faults import Fault

SECRET = b"a secret of the tests"
NOWHERE = "http://127.0.0.1:9/api/v1/payments/bank-messages"
START_SECONDS = 20
JSON = {"content-type": "application/json"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(slots=True, kw_only=True)
class BankProcess:
    """`python -m rongqu.sandbox.bank`, on a free port, with its books in `folder`."""

    folder: Path
    callback: str = NOWHERE
    delay_seconds: float = 0.05
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        options = ["--port", str(self.port), "--state", str(self.folder)]
        options += ["--callback", self.callback, "--retry", "0.1"]
        options += ["--delay", str(self.delay_seconds)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "rongqu.sandbox.bank", *options],
            env=os.environ | {"RONGQU_BANK_SECRET": SECRET.decode()},
        )
        deadline = time.monotonic() + START_SECONDS
        while not self._is_up():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the sandbox bank did not start")
            time.sleep(0.05)

    def kill(self) -> None:
        """kill -9: no farewell."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def ask(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, timeout: float = 5
    ) -> Response:
        """A signed request, as the platform sends it."""
        content = b"" if body is None else json.dumps(body).encode()
        key = Key("platform", SECRET)
        headers = sign(key, Message(method, path, content), utc_now()) | JSON
        with self._client(timeout) as client:
            return client.request(method, path, content=content, headers=headers)

    def play(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """An unsigned request of whoever plays with the sandbox."""
        with self._client() as client:
            answered = client.request(method, path, json=body)
            answered.raise_for_status()
            return answered.json() if answered.content else None

    def order_fault(self, kind: Fault, **options: Any) -> None:
        self.play("POST", "/admin/faults", {"kind": kind, **options})

    def set_weather(self, seed: int, rates: Mapping[Fault, float]) -> None:
        self.play("PUT", "/admin/weather", {"seed": seed, "rates": dict(rates)})

    def available(self, account_no: str) -> int:
        answer = self.ask("GET", f"/v1/accounts/{account_no}")
        return int(answer.json()["available_minor"])

    def _client(self, timeout: float = 5) -> Client:
        return Client(base_url=self.url, timeout=timeout, trust_env=False)

    def _is_up(self) -> bool:
        try:
            with self._client() as client:
                return client.get("/healthz").is_success
        except ConnectError:
            return False

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=10)
            self.process = None
