"""Logs: one JSON object a line on standard output, each with the correlation id of its cause.

No personal data: `Pii` masks itself, and the messages of exceptions are left out, because a driver
quotes values in them (`Key (email)=(...) already exists`). Type, code and place are enough to find
the bug. The console format is for one's own machine and shows the messages.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any, cast

import msgspec
import structlog

from rongqu.infra.observability.context import say_context
from rongqu.infra.settings import LogFormat, LogSettings

Entry = MutableMapping[str, Any]

SAFE_DETAILS = ("code", "sqlstate")
"""Attributes of an exception that never hold a value of a row."""

QUIET = ("httpx2", "httpcore2", "alembic.runtime.plugins", "procrastinate", "uvicorn.error")
"""Libraries that tell at INFO what nobody asks for."""

_encode = msgspec.json.Encoder(enc_hook=str).encode


def configure_logs(settings: LogSettings, program: str) -> None:
    """For the whole process; `program` names it in every line."""
    level = logging.getLevelNamesMapping().get(settings.level.upper(), logging.INFO)
    is_json = settings.format is LogFormat.JSON

    def name_program(_logger: object, _method: str, entry: Entry) -> Entry:
        entry["program"] = program
        return entry

    shared: list[Any] = [
        say_context,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    ]
    if is_json:
        shared += [name_program, _describe_exception]
    # Plain: the pretty one prints every local variable, with personal data and pages of it.
    console = structlog.dev.ConsoleRenderer(
        colors=sys.stdout.isatty(),
        timestamp_key="at",
        exception_formatter=structlog.dev.plain_traceback,
    )
    render: Any = _render_json if is_json else console
    structlog.configure(
        processors=[*shared, render],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=(
            structlog.BytesLoggerFactory() if is_json else structlog.WriteLoggerFactory()
        ),
        cache_logger_on_first_use=True,
    )
    _configure_standard_library(level, shared, _render_text if is_json else render)


def _configure_standard_library(level: int, shared: list[Any], render: Any) -> None:
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def _describe_exception(_logger: object, _method: str, entry: Entry) -> Entry:
    """`exc_info` becomes the chain of types with their places, outermost first."""
    info: Any = entry.pop("exc_info", None)
    error: Any = info
    if info is True:
        error = sys.exc_info()[1]
    elif isinstance(info, tuple):
        error = cast(tuple[Any, ...], info)[1]
    if isinstance(error, BaseException):
        entry["exception"] = describe(error)
    return entry


def describe(error: BaseException) -> list[dict[str, Any]]:
    """Without any message: types, safe details and places."""
    described: list[dict[str, Any]] = []
    seen: BaseException | None = error
    while seen is not None and len(described) < 10:
        details = {name: getattr(seen, name) for name in SAFE_DETAILS if hasattr(seen, name)}
        frames = traceback.extract_tb(seen.__traceback__)
        places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        described.append({"type": type(seen).__qualname__, **details, "places": places})
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return described


def _render_json(_logger: object, _method: str, entry: Entry) -> bytes:
    return _encode(entry)


def _render_text(_logger: object, _method: str, entry: Entry) -> str:
    return _encode(entry).decode()
