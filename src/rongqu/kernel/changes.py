"""What a change has changed, field by field, for whoever asks later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from rongqu.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field, as text: personal data masked, money with its currency. None: there was nothing.

    Two values that are masked alike show as the same; that they are listed says that they differ.
    """

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEvent(Event):
    """A fact that has changed what `kept_with_history` declares: it says what it was before."""

    changes: tuple[Change, ...]


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """What differs, by name. Personal data is compared in plain, and shown masked."""
    was, now = dict(_flat(before)), dict(_flat(after))
    return tuple(
        Change(field=field, before=_shown(was.get(field)), after=_shown(now.get(field)))
        for field in {**was, **now}
        if was.get(field) != now.get(field)
    )


def fields_of(record: object, names: Iterable[str]) -> dict[str, Any]:
    """Of a record, or of nothing: then none of them was there."""
    return {} if record is None else {name: getattr(record, name) for name in names}


def _flat(values: Mapping[str, Any], under: str = "") -> Iterable[tuple[str, Any]]:
    """Maps in maps by a path, such as "rate/ceiling"."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(cast(Mapping[str, Any], value), f"{under}{name}/")
        else:
            yield f"{under}{name}", value


def _shown(value: Any) -> str | None:
    match value:
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case date():  # and datetime
            return value.isoformat()
        case list() | tuple() | set() | frozenset():
            shown = [_shown(each) or "" for each in cast(Iterable[Any], value)]
            return ", ".join(sorted(shown) if isinstance(value, set | frozenset) else shown)
        case Mapping():
            pairs = cast(Mapping[str, Any], value).items()
            return "; ".join(f"{name}: {_shown(each)}" for name, each in pairs)
        case _:  # personal data masks itself, money says its currency
            return str(value)
