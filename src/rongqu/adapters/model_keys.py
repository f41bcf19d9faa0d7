"""The keys whose signatures under models are believed: files in a folder."""

from __future__ import annotations

from pathlib import Path

from rongqu.modules.models.ports import trusted_keys


class FolderModelKeys:
    """Read anew each time: whoever puts a key there need not start anything again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def trusted(self) -> frozenset[str]:
        return frozenset(trusted_keys(self._folder))
