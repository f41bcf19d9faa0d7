"""A process of its own that takes a file in and kills itself (-9) after some batches are in."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

from rongqu.infra.database import create_engine
from rongqu.infra.jobs import Work
from rongqu.infra.storage import open_storage
from rongqu.modules.parties.invoices import files
from rongqu.modules.parties.public import (
    Direction,
    ImportOptions,
    ImportProgress,
    import_invoice_files,
)
from rongqu.rooms import load_rooms


async def main(url: str, path: Path, batches: int) -> None:
    load_rooms()
    files.BATCH_LINES = 100
    left = batches

    def kill_when_due(_: ImportProgress) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    work = Work(engine=create_engine(url), storage=open_storage(f"file://{path.parent}/files"))
    options = ImportOptions(direction=Direction.OUTPUT, create_missing=True)
    await import_invoice_files(work, [path], options, kill_when_due)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
