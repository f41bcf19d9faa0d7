"""What every log line of a piece of work says beside its own words: whose cause it is.

A context variable of our own: asking for all variables of a context, as structlog does, costs more
than writing the line.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar, Token
from typing import Any

Names = Mapping[str, str]

_NOTHING: Names = {}
_names: ContextVar[Names] = ContextVar("rongqu_log_names", default=_NOTHING)


def bind(names: Names) -> Token[Names]:
    return _names.set({**_names.get(), **names})


def unbind(token: Token[Names]) -> None:
    _names.reset(token)


@contextmanager
def bound(**names: str) -> Generator[None]:
    token = bind(names)
    try:
        yield
    finally:
        unbind(token)


def say_context(
    _logger: object, _method: str, entry: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """A processor of structlog's: the line's own words come before those of its context."""
    for name, said in _names.get().items():
        entry.setdefault(name, said)
    return entry
