"""A program that listens in the test's own process, on a port of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import uvicorn
from fastapi import FastAPI

from rongqu.infra.listening import listen, next_free_port

LOCAL, FIRST_PORT = "127.0.0.1", 21_000


@dataclass(frozen=True, slots=True)
class Server:
    url: str


@asynccontextmanager
async def serving(app: FastAPI) -> AsyncGenerator[Server]:
    port = next_free_port(LOCAL, FIRST_PORT)
    listening = listen(LOCAL, port, "free a port")
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    running = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield Server(f"http://{LOCAL}:{port}")
    finally:
        server.should_exit = True
        await running
        listening.close()
