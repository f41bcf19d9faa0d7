"""What the starts of all sandboxes have in common: their options, and the server."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from rongqu.infra.settings import Settings

GRACE_SECONDS = 1


def parser_for(name: str, about: str | None, *, keeps: str = "") -> argparse.ArgumentParser:
    """`keeps`: what lies in its folder `--state`; such a sandbox knows everything again when it is
    started anew."""
    parser = argparse.ArgumentParser(prog=f"python -m rongqu.sandbox.{name}", description=about)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    if keeps:
        folder = Settings.from_environment().home / name
        told = f"folder of {keeps}; default RONGQU_HOME/{name}"
        parser.add_argument("--state", type=Path, default=folder, help=told)
    return parser


def tell(settings: Mapping[str, object]) -> None:
    """By which settings the platform finds it, to be exported as they are."""
    sys.stdout.writelines(f"RONGQU_{name}={value}\n" for name, value in settings.items())
    sys.stdout.flush()


def serve(app: FastAPI, options: argparse.Namespace) -> None:
    """Until it is told to stop."""
    uvicorn.run(
        app,
        host=options.host,
        port=options.port,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
