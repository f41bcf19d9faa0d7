"""Files on this machine, one after another: what `rongqu import invoices` does."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

from rongqu.infra.jobs import Work
from rongqu.kernel.ids import ImportId, new_id
from rongqu.modules.parties import queries
from rongqu.modules.parties.actions.hand_in_file import hand_in_file
from rongqu.modules.parties.invoices.files import checksum_of
from rongqu.modules.parties.invoices.intake import Intake, OnProgress, silent
from rongqu.modules.parties.types import Import, ImportOptions, ImportOrder

ORDINARY = ImportOptions()


async def import_invoice_files(
    work: Work,
    files: Sequence[Path],
    options: ImportOptions = ORDINARY,
    on_progress: OnProgress = silent,
) -> tuple[Import, ...]:
    """Each file's record as it ended: done, or refused with the code of the reason.

    A file whose import was killed goes on where it stopped. Acts as the system; raises DomainError
    for a file that cannot even be announced (its ending, its size, an unknown enterprise).
    """
    return tuple([await _import_file(work, path, options, on_progress) for path in files])


async def _import_file(
    work: Work, path: Path, options: ImportOptions, on_progress: OnProgress
) -> Import:
    sha256, size = await asyncio.to_thread(_measure, path)
    async with work.open_tx() as tx:
        begun = await queries.find_unended_import(tx, sha256, path.name)
        if begun is None:
            begun = await hand_in_file(
                tx,
                ImportOrder(
                    id=ImportId(new_id()),
                    file_name=path.name,
                    size=size,
                    sha256=sha256,
                    direction=options.direction,
                    enterprise_id=options.enterprise_id,
                ),
            )
    names: Mapping[str, str] | None = options.names if options.create_missing else None
    await Intake(
        work=work, import_id=begun.id, path=path, names=names, on_progress=on_progress
    ).run()
    async with work.open_tx() as tx:
        return await queries.get_import(tx, begun.id)


def _measure(path: Path) -> tuple[str, int]:
    return checksum_of(path), path.stat().st_size
