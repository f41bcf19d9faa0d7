"""Start the sandbox gateway: `python -m rongqu.sandbox.gateway --port 8030`."""

from __future__ import annotations

import argparse
from pathlib import Path

import uvicorn

from rongqu.infra.settings import Settings
from rongqu.sandbox.gateway.app import create_gateway
from rongqu.sandbox.gateway.outbox import Outbox


def main() -> None:
    settings = Settings.from_environment()
    parser = argparse.ArgumentParser(prog="python -m rongqu.sandbox.gateway", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--state", type=Path, help="folder of its outbox")
    options = parser.parse_args()
    outbox = Outbox(options.state or settings.home / "gateway")
    uvicorn.run(
        create_gateway(outbox, settings.gateway.secret.encode()),
        host=options.host,
        port=options.port,
        access_log=False,
        log_level="warning",
    )


if __name__ == "__main__":
    main()
