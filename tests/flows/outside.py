"""The outside world of real programs that nobody kills: certificate authority, time stamps and the
gateway, on free ports, in a thread of the test's own process."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from rongqu.infra.clock import utc_now
from rongqu.infra.listening import listen
from rongqu.sandbox.ca.app import create_ca
from rongqu.sandbox.ca.authority import open_ca
from rongqu.sandbox.gateway.app import create_gateway
from rongqu.sandbox.gateway.outbox import Outbox
from rongqu.sandbox.tsa.app import create_tsa
from rongqu.sandbox.tsa.authority import open_authority
from tests.builders.bank import free_port

LOCAL = "127.0.0.1"
SECRET = "a secret of the flows"


@dataclass(frozen=True, slots=True)
class Outside:
    environment: dict[str, str]
    outbox: Outbox


@contextmanager
def open_outside(folder: Path) -> Generator[Outside]:
    outbox = Outbox(folder / "gateway")
    secret = SECRET.encode()
    apps = {
        "ca": create_ca(open_ca(folder / "ca"), secret),
        "tsa": create_tsa(open_authority(folder / "tsa", utc_now())),
        "gateway": create_gateway(outbox, secret),
    }
    ports = {name: free_port() for name in apps}
    servers = [_server(app) for app in apps.values()]
    sockets = [listen(LOCAL, port, "free a port") for port in ports.values()]

    async def serve() -> None:
        pairs = zip(servers, sockets, strict=True)
        await asyncio.gather(*(server.serve(sockets=[each]) for server, each in pairs))

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    url = {name: f"http://{LOCAL}:{port}" for name, port in ports.items()}
    try:
        yield Outside(
            environment={
                "RONGQU_CA_URL": url["ca"],
                "RONGQU_CA_SECRET": SECRET,
                "RONGQU_TSA_URL": f"{url['tsa']}/",
                "RONGQU_TSA_REVOCATIONS": f"{url['tsa']}/ca.crl",
                "RONGQU_TSA_AUTHORITY": str(folder / "tsa" / "ca.pem"),
                "RONGQU_GATEWAY_URL": url["gateway"],
                "RONGQU_GATEWAY_SECRET": SECRET,
            },
            outbox=outbox,
        )
    finally:
        for server in servers:
            server.should_exit = True
        thread.join()
        for each in sockets:
            each.close()


def _server(app: FastAPI) -> uvicorn.Server:
    """The sockets listen already, so whoever comes early waits."""
    return uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
