"""Whoever changes a column that is kept with its history says what it was before."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import rongqu
from rongqu import rooms
from rongqu.infra.histories import History, histories
from rongqu.kernel.changes import ChangeEvent
from tests.architecture.test_habits import subclasses_of

ACTIONS = sorted(Path(rongqu.__file__).parent.glob("modules/*/actions/*.py"))
WITHOUT: dict[str, str] = {}
"""Actions that write such a column and say nothing of before, and why."""

PLANTED = """
async def change_roles(tx, roles):
    await tx.connection.execute(update(tables.membership).values({SAID}))
    await tx.publish(MemberRolesChanged(subject_id=tx.actor.id{CHANGES}))
"""


def faults_of(source: str, room: str) -> list[str]:
    """The columns that are changed, where no before and after is published."""
    module = ast.parse(source)
    said = set(_words(module))
    changed = [
        f"{table}.{column}"
        for table, history in _written(module, source, room)
        for column in sorted(history.columns & said)
    ]
    return [] if _publishes_changes(module) else changed


def _written(module: ast.Module, source: str, room: str) -> Iterator[tuple[str, History]]:
    known = histories()
    for node in ast.walk(module):
        if not (isinstance(node, ast.Call) and node.args):
            continue
        verb, name = _name_of(node.func), _name_of(node.args[0])
        full = f"infra.{name}" if f"infra.{name}" in known else f"{room}.{name}"
        history = known.get(full)
        if history is None:
            continue
        replaces = history.by_insert or ".on_conflict_do_update(" in source
        if verb == "update" or (verb == "insert" and replaces):
            yield full, history


def _words(module: ast.Module) -> Iterator[str]:
    """Keywords, and keys of dictionaries: however the values are put together."""
    for node in ast.walk(module):
        if isinstance(node, ast.keyword) and node.arg is not None:
            yield node.arg
        elif isinstance(node, ast.Dict):
            keys = (key.value for key in node.keys if isinstance(key, ast.Constant))
            yield from (key for key in keys if isinstance(key, str))


def _publishes_changes(module: ast.Module) -> bool:
    events = {event.__name__ for event in subclasses_of(ChangeEvent)}
    return any(
        isinstance(node, ast.Call)
        and _name_of(node.func) in events
        and "changes" in {each.arg for each in node.keywords}
        for node in ast.walk(module)
    )


def _name_of(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def test_no_action_changes_what_matters_without_saying_what_it_was() -> None:
    rooms.load_rooms()
    found = {
        f"{action.parent.parent.name}-{action.stem}": faults
        for action in ACTIONS
        if (faults := faults_of(action.read_text(), action.parent.parent.name))
    }

    assert {name: faults for name, faults in found.items() if name not in WITHOUT} == {}
    assert WITHOUT.keys() <= found.keys()
    assert len(histories()) > 10


@pytest.mark.parametrize(
    ("said", "changes", "faults"),
    [
        ("roles=roles", ", changes=()", []),
        ("roles=roles", "", ["identity.membership.roles"]),
        ("joined_at=tx.now", "", []),
    ],
)
def test_a_planted_silence_is_found(said: str, changes: str, faults: list[str]) -> None:
    rooms.load_rooms()
    source = PLANTED.replace("{SAID}", said).replace("{CHANGES}", changes)

    assert faults_of(source, "identity") == faults
