"""How this bank was started, at hand in every request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from rongqu.sandbox.bank.books import Books


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """How this bank was started."""

    books: Books
    secret: bytes
    callback_base: str
    callback_path: str
    delay_seconds: float = 0.2
    retry_seconds: float = 1.0


def _setup(request: Request) -> Setup:
    setup: Setup = request.app.state.setup
    return setup


SetupDep = Annotated[Setup, Depends(_setup)]
