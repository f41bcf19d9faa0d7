"""Begins a room: the files that every room has, and what is left to do by hand.

make new-module NAME=insurance
"""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAME = re.compile(r"[a-z][a-z_]{2,30}")

FILES = {
    "README.md": "# {name}\n\nWhat it owns:\n\nInvariants:\n\nLife cycle:\n",
    "__init__.py": '"""The {name} room."""\n',
    "errors.py": (
        '"""Refusals of {name}; their words are in web/src/locales/*/errors.json."""\n\n'
        "from __future__ import annotations\n"
    ),
    "permissions.py": (
        '"""Rights of {name}; who has them is in identity/default_roles.toml."""\n\n'
        "from __future__ import annotations\n\n"
        'VIEW = "{name}:view"\n'
    ),
    "types.py": (
        '"""Frozen records and enums of {name} that cross its door."""\n\n'
        "from __future__ import annotations\n"
    ),
    "public.py": (
        '"""The front door of {name}: the only file that others may import."""\n\n'
        "from __future__ import annotations\n"
    ),
    "actions/__init__.py": '"""One file per use case that changes something."""\n',
}

MIGRATION = '''"""What {name} keeps."""

from __future__ import annotations

from alembic import op

revision = "{revision}"
down_revision = "{previous}"


def upgrade() -> None:
    op.execute("CREATE SCHEMA {name}")
'''

LEFT_TO_DO = """
The room src/rongqu/modules/{name} is there, with {migration}. By hand:
  1. its place in ROOMS (src/rongqu/rooms.py), from the ground floor up
  2. its line in the import contract `neighbours` (pyproject.toml)
  3. its permissions in src/rongqu/modules/identity/default_roles.toml
  4. its README.md: what it owns, invariants, life cycle
"""


def begin(name: str, root: Path, now: datetime) -> Path:
    """Write the files. Returns the migration."""
    room = root / "src" / "rongqu" / "modules" / name
    for inside, content in FILES.items():
        path = room / inside
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content.format(name=name), "utf-8")
    tests = root / "tests" / "modules" / name
    tests.mkdir(parents=True, exist_ok=True)
    (tests / "__init__.py").touch()
    versions = root / "migrations" / "versions"
    revision = f"{now:%Y_%m_%d_%H%M}"
    previous = max(path.name for path in versions.glob("*.py"))[: len(revision)]
    migration = versions / f"{revision}_{name}.py"
    migration.write_text(MIGRATION.format(name=name, revision=revision, previous=previous), "utf-8")
    return migration


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or not NAME.fullmatch(arguments[0]):
        print("Give it a name in small letters: make new-module NAME=insurance", file=sys.stderr)
        return 2
    name = arguments[0]
    if (ROOT / "src" / "rongqu" / "modules" / name).exists():
        print(f"There is a room {name} already.", file=sys.stderr)
        return 2
    now = datetime.now(UTC)  # noqa: TID251  names a file, decides nothing
    migration = begin(name, ROOT, now)
    print(LEFT_TO_DO.format(name=name, migration=migration.relative_to(ROOT)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
