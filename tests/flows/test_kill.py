"""kill -9 of any program at any moment of the loop loses nothing and applies nothing twice."""

from __future__ import annotations

import pytest

from tests.flows import story
from tests.flows.books import check_books, check_told
from tests.flows.killer import killer_of
from tests.flows.people import Crowd
from tests.flows.programs import Programs

KILLS = 7


@pytest.mark.parametrize("seed", [20261123])
def test_the_loop_survives_killed_programs(
    programs: Programs, crowd: Crowd, flow_database: str, seed: int
) -> None:
    with killer_of(programs, seed) as killer:
        loop = story.live_through(crowd, between=killer.soon)
    assert len(killer.struck) == KILLS
    assert set(killer.struck) == {program.name for program in programs.all}

    check_told(loop)
    check_books(flow_database)
