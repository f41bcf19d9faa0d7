"""Writes the reference pages that are made from the code: events, errors, settings, the
OpenAPI file.

`--check` writes nothing and names each page that is not what the code says.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import TypeVar, get_type_hints

from rongqu import rooms
from rongqu.infra.database import create_engine
from rongqu.infra.event_log import registered_handlers
from rongqu.infra.live import LiveBoard
from rongqu.infra.settings import describe
from rongqu.infra.storage import open_storage
from rongqu.infra.tx import utc_now
from rongqu.infra.web import Setting
from rongqu.kernel.changes import ChangeEvent
from rongqu.kernel.errors import DomainError
from rongqu.kernel.events import Event
from rongqu.web import create_app
from tests.builders.actors import actor_from
from tools.write_role_matrix import permissions_page

T = TypeVar("T")
REFERENCE = Path("docs/reference")
WORDS = Path("web/src/locales/zh-CN/errors.json"), Path("web/src/locales/en/errors.json")


def openapi_file() -> str:
    engine = create_engine("postgresql+asyncpg://nowhere/")
    setting = Setting(
        engine=engine,
        actor_of=actor_from,
        clock=utc_now,
        storage=open_storage("memory://"),
        live=LiveBoard(engine),
    )
    return json.dumps(create_app(setting).openapi(), ensure_ascii=False, indent=1) + "\n"


def events_page() -> str:
    listeners: dict[type[Event], list[str]] = {}
    for handler, event in registered_handlers().items():
        listeners.setdefault(event, []).append(handler)
    lines = [
        "# Events\n",
        "What each room tells the world, and who listens. Made from `src/rongqu/events/`.\n",
        "| event | carries | listeners | meaning |",
        "| --- | --- | --- | --- |",
    ]
    events = (event for event in _subclasses(Event) if event is not ChangeEvent)
    for event in sorted(events, key=lambda event: event.name):
        carried = ", ".join(f"`{name}`" for name in _own_fields(event))
        heard = ", ".join(f"`{handler}`" for handler in sorted(listeners.get(event, [])))
        lines.append(f"| `{event.name}` | {carried} | {heard} | {_first_line(event)} |")
    return "\n".join(lines) + "\n"


def errors_page() -> str:
    chinese, english = (json.loads(path.read_text("utf-8")) for path in WORDS)
    named = (error for error in _subclasses(DomainError) if hasattr(error, "code"))
    errors = sorted(named, key=lambda error: error.code)
    wordless = [e.code for e in errors if e.code not in chinese or e.code not in english]
    if wordless:
        raise SystemExit(f"no words in web/src/locales/*/errors.json for {', '.join(wordless)}")
    lines = [
        "# Errors\n",
        "Every refusal has a stable code (RFC 9457, `code`). Made from the rooms' `errors.py` and "
        "the words that people see.\n",
        "| code | status | 中文 | English |",
        "| --- | ---: | --- | --- |",
    ]
    for error in errors:
        words = (_cell(source[error.code]) for source in (chinese, english))
        lines.append(f"| `{error.code}` | {error.status} | {' | '.join(words)} |")
    return "\n".join(lines) + "\n"


def settings_page() -> str:
    lines = [
        "# Settings\n",
        "Environment variables, read once at the start. Made from "
        "`src/rongqu/infra/settings.py`.\n",
        "| variable | kind | default | meaning |",
        "| --- | --- | --- | --- |",
    ]
    for each in describe():
        default = f"`{each.default}`" if each.default else ""
        lines.append(f"| `{each.variable}` | {each.kind} | {default} | {_cell(each.words)} |")
    return "\n".join(lines) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "openapi.json": openapi_file,
    "events.md": events_page,
    "errors.md": errors_page,
    "settings.md": settings_page,
    "permissions.md": permissions_page,
}


def main(arguments: list[str]) -> int:
    rooms.load_rooms()
    stale = 0
    for name, make in PAGES.items():
        path, page = REFERENCE / name, make()
        if path.exists() and path.read_text("utf-8") == page:
            continue
        if "--check" in arguments:
            print(f"{path} is not what the code says: run `make docs`")
            stale += 1
        else:
            path.write_text(page, "utf-8")
            print(f"written {path}")
    return 1 if stale else 0


def _subclasses(kind: type[T]) -> Iterator[type[T]]:
    """A frozen dataclass with slots keeps the class that it replaced alive: that one is skipped."""
    for subclass in kind.__subclasses__():
        module = sys.modules[subclass.__module__]
        is_current = getattr(module, subclass.__name__, None) is subclass
        if subclass.__module__.startswith("rongqu.") and is_current:
            yield subclass
        yield from _subclasses(subclass)


def _own_fields(event: type[Event]) -> list[str]:
    hints = get_type_hints(event)
    return [
        field.name for field in fields(event) if field.name in hints and field.name != "parties"
    ]


def _first_line(event: type[Event]) -> str:
    """The docstring as written: dataclasses make one up where there is none."""
    node = ast.parse(inspect.getsource(event)).body[0]
    assert isinstance(node, ast.ClassDef)
    return _cell((ast.get_docstring(node) or "").split("\n\n")[0].replace("\n", " "))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
