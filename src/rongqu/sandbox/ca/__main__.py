"""Start the sandbox authority: `python -m rongqu.sandbox.ca --port 8050`."""

from __future__ import annotations

import argparse
from pathlib import Path

import uvicorn

from rongqu.infra.settings import Settings
from rongqu.sandbox.ca.app import create_ca
from rongqu.sandbox.ca.authority import open_ca


def main() -> None:
    settings = Settings.from_environment()
    parser = argparse.ArgumentParser(prog="python -m rongqu.sandbox.ca", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--state", type=Path, help="folder of its keys and its register")
    options = parser.parse_args()
    authority = open_ca(options.state or settings.home / "ca")
    uvicorn.run(
        create_ca(authority, settings.ca.secret.encode()),
        host=options.host,
        port=options.port,
        access_log=False,
        log_level="warning",
    )


if __name__ == "__main__":
    main()
