"""Start the sandbox authority: `python -m rongqu.sandbox.tsa --port 8040`."""

from __future__ import annotations

import argparse
from pathlib import Path

import uvicorn

from rongqu.infra.clock import utc_now
from rongqu.infra.settings import Settings
from rongqu.sandbox.tsa.app import create_tsa
from rongqu.sandbox.tsa.authority import open_authority


def main() -> None:
    settings = Settings.from_environment()
    parser = argparse.ArgumentParser(prog="python -m rongqu.sandbox.tsa", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--state", type=Path, help="folder of its keys")
    options = parser.parse_args()
    stamping = open_authority(options.state or settings.home / "tsa", utc_now())
    uvicorn.run(
        create_tsa(stamping),
        host=options.host,
        port=options.port,
        access_log=False,
        log_level="warning",
    )


if __name__ == "__main__":
    main()
