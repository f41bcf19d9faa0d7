"""The lists that hold, ready to be searched: made once in a process for each set of versions."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ListVersionId
from rongqu.modules.compliance import screening_queries as queries
from rongqu.modules.compliance.screening.index import NameIndex
from rongqu.modules.compliance.screening.lists import ListedName
from rongqu.modules.compliance.screening.normal import Kind
from rongqu.modules.compliance.screening_types import Match, Subject

SCORE_POLICY = "compliance.screening_score"


@dataclass(frozen=True, slots=True)
class LoadedLists:
    """Positions of the index are positions of `listed` and `of_version`."""

    sources: dict[ListVersionId, str]
    index: NameIndex
    listed: Sequence[ListedName]
    of_version: Sequence[ListVersionId]

    def find(self, name: str, kind: Kind, at_least: Decimal) -> list[Match]:
        """The best name of each entry, best first."""
        best: dict[tuple[ListVersionId, str], Match] = {}
        for found in self.index.search(name, kind, at_least=at_least):
            listed, version_id = self.listed[found.position], self.of_version[found.position]
            match = Match(
                source=self.sources[version_id],
                listed=listed,
                version_id=version_id,
                comparison=found.comparison,
            )
            best.setdefault((version_id, listed.entry), match)
        return list(best.values())

    def find_all(
        self, subjects: Sequence[Subject], at_least: Decimal
    ) -> list[tuple[Subject, list[Match]]]:
        found = [
            (each, self.find(each.name.reveal(), each.compared_as, at_least)) for each in subjects
        ]
        return [(subject, matches) for subject, matches in found if matches]


_kept: dict[tuple[ListVersionId, ...], LoadedLists] = {}
_one_at_a_time = asyncio.Lock()


async def load_current_lists(tx: Tx) -> LoadedLists:
    """Versions never change, so what was made of them is kept until there are others."""
    sources = await queries.list_current(tx)
    key = tuple(sources)
    async with _one_at_a_time:
        if key not in _kept:
            listed: list[ListedName] = []
            of_version: list[ListVersionId] = []
            for version_id in sources:
                names = await queries.read_names(tx, version_id)
                listed += names
                of_version += [version_id] * len(names)
            index = await asyncio.to_thread(
                NameIndex.of, [each.name for each in listed], [each.kind for each in listed]
            )
            _kept.clear()
            _kept[key] = LoadedLists(sources, index, listed, of_version)
        return _kept[key]


async def read_least_score(tx: Tx) -> Decimal:
    return await read_policy(tx, SCORE_POLICY)
