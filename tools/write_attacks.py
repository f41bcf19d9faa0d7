"""Writes `docs/reference/attacks.md`: how many attacks of each kind are made, and refused.

The attacks are made against an application and a database of their own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from httpx2 import ASGITransport, AsyncClient

from rongqu import rooms
from rongqu.infra.calendar import load_calendar
from rongqu.infra.database import create_engine
from rongqu.infra.live import LiveBoard
from rongqu.infra.policies import load_pack
from rongqu.infra.scopes import APP_ROLE
from rongqu.infra.storage import open_storage
from rongqu.infra.tx import open_tx
from rongqu.infra.web import Setting
from rongqu.kernel.actor import SYSTEM
from rongqu.modules.identity.public import actor_of_request
from rongqu.modules.privacy.public import load_texts
from rongqu.web import create_app
from tests.builders.actors import actor_from
from tests.builders.identity import Clock
from tests.database import clone_template, shared_server, url_of
from tests.security.waves import Attempt, Target, attacks_on

PAGE = Path("docs/reference/attacks.md")
HEAD = """# Attacks

What is tried against the running application on every test run, and the share that is refused:
made by `python -m tools.write_attacks`, compared by `tests/security/test_attacks.py`. Refused means
an orderly answer: no error of the server, nothing of the payload as a page, no secret, nothing
changed. Beside these, newcomers of every kind name the records of others in every operation
(`tests/security/others_records.py`), every operation is called as every role, and with requests
that schemathesis makes up.

| kind | made | refused | share |
| --- | ---: | ---: | ---: |
"""


def attacks_page(made: Mapping[str, Sequence[Attempt]]) -> str:
    everything = [each for attempts in made.values() for each in attempts]
    rows = [*made.items(), ("**all**", everything)]
    lines = [_line(kind, attempts) for kind, attempts in rows]
    return HEAD + "\n".join(lines) + "\n"


def _line(kind: str, attempts: Sequence[Attempt]) -> str:
    refused = sum(not each.faults for each in attempts)
    return f"| {kind} | {len(attempts)} | {refused} | {refused / len(attempts):.1%} |"


async def make_attacks(socket_folder: str, folder: Path) -> dict[str, list[Attempt]]:
    await clone_template(socket_folder, "attacked")
    engine = create_engine(url_of(socket_folder, "attacked", APP_ROLE))
    async with open_tx(engine, SYSTEM) as tx:
        await load_pack(tx)
        await load_calendar(tx)
        await load_texts(tx)
    setting = Setting(
        engine=engine,
        actor_of=actor_from,
        clock=Clock(),
        storage=open_storage(f"file://{folder}/files"),
        live=LiveBoard(engine),
    )
    transport = ASGITransport(create_app(setting), raise_app_exceptions=False)
    site = create_app(replace(setting, actor_of=actor_of_request))
    async with AsyncClient(transport=transport, base_url="http://rongqu/api/v1") as client:
        made = await attacks_on(Target(engine, client, site, folder))
    await engine.dispose()
    return made


def write_page() -> None:
    rooms.load_rooms()
    with TemporaryDirectory() as name:
        folder = Path(name)
        with shared_server(folder / "server") as server:
            made = asyncio.run(make_attacks(str(server.socket_folder), folder))
    PAGE.write_text(attacks_page(made), "utf-8")


if __name__ == "__main__":
    write_page()
