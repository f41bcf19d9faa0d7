"""The database of a command: the configured one, or the embedded one, running already or not."""

from __future__ import annotations

import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace

from rongqu.infra.embedded_postgres import EmbeddedPostgres, FolderInUse
from rongqu.infra.settings import Settings

PATIENCE_SECONDS = 30.0


MASTER_KEY = "RONGQU_CRYPTO_MASTER_KEY"


def use_own_key(settings: Settings) -> None:
    """The embedded database has its key-encryption key in a file beside it, unless one is named."""
    os.environ.setdefault(MASTER_KEY, (settings.home.absolute() / "keys" / "master.key").as_uri())


def embedded_server(settings: Settings) -> EmbeddedPostgres:
    return EmbeddedPostgres(settings.home / "postgres")


def with_server(settings: Settings, server: EmbeddedPostgres) -> Settings:
    """The programs sign in as the application, migrations as the owner."""
    database = replace(settings.database, url=server.app_url, owner_url=server.url())
    return replace(settings, database=database)


@contextmanager
def database_at_hand(settings: Settings) -> Generator[Settings]:
    """The settings with an address that answers. A server started for it stops at the end."""
    if settings.database.url:
        yield settings
        return
    use_own_key(settings)
    server = embedded_server(settings)
    try:
        server.start()
    except FolderInUse:  # by `rongqu up`: use what is running, and leave it running
        _wait_for(server)
    try:
        yield with_server(settings, server)
    finally:
        server.stop()


def _wait_for(server: EmbeddedPostgres) -> None:
    """Its owner may have begun only just now."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not server.is_answering():
        if time.monotonic() > deadline:
            raise FolderInUse(server.folder)
        time.sleep(0.1)
