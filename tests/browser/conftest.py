"""One running platform for all that is done at a browser, and one Chromium for each file of it."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.staff import OPERATOR, hire
from tests.browser.visitor import Door
from tests.flows import story
from tests.flows.conftest import make_flow_database
from tests.flows.people import Crowd
from tests.flows.programs import Programs, running_programs
from tests.flows.story import Lender
from tools.browser import find_chromium

BUILT = Path(__file__).parents[2] / "web" / "dist" / "index.html"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="package")
def chromium_path() -> str:
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium: install it, or set RONGQU_CHROMIUM to its path")
    if not BUILT.exists():
        pytest.skip("the web app is not built: run `make web`")
    return path


@pytest.fixture(scope="package")
def programs(
    chromium_path: str,  # noqa: ARG001  skipped before anything is started
    socket_dir: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Generator[Programs]:
    database_url = make_flow_database(socket_dir)
    asyncio.run(hire(database_url, OPERATOR))
    with running_programs(tmp_path_factory.mktemp("platform"), database_url) as programs:
        yield programs


@pytest.fixture(scope="module")
def chromium(chromium_path: str, programs: Programs) -> Generator[Browser]:  # noqa: ARG001
    """After the programs, and not kept for longer than a file: Playwright has an event loop of its
    own in this thread."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def crowd(programs: Programs) -> Generator[Crowd]:
    crowd = Crowd(programs.base_url, programs.mail)
    yield crowd
    crowd.leave()


@pytest.fixture(scope="package")
def lender(crowd: Crowd) -> Lender:
    return story.open_lender(crowd)


@pytest.fixture
def door(chromium: Browser, programs: Programs) -> Generator[Door]:
    door = Door(chromium, programs.base_url)
    yield door
    door.close()
