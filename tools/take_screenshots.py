"""Takes pictures of a running demo: `python -m tools.take_screenshots --url http://127.0.0.1:8000`.

Ten pages in three widths to look at, two of them dark and in English, and for the README the few
that go to docs/pictures.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from rongqu.demo.log_ins import PASSWORD
from tools.browser import find_chromium

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
SIZES = {375: 812, 1280: 800, 1920: 1080}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE_MS = 30_000

OWNER = "19900000001"
OFFICER = "bank.officer@demo.example"
MANAGER = "operations.manager@demo.example"


@dataclass(frozen=True, slots=True)
class Shot:
    """`row`: where the page's own address is a row of a list, the list and which link to follow."""

    name: str
    path: str
    row: str | None = None
    for_readme_at: int | None = None


SHOTS: dict[str | None, list[Shot]] = {
    None: [Shot("landing", "/")],
    OWNER: [
        Shot("enterprise-home", "/enterprise", for_readme_at=375),
        Shot("what-fits-me", "/enterprise/offers?wan=100&months=12", for_readme_at=375),
        Shot("my-credit", "/enterprise/credit"),
        Shot("my-loan", "/enterprise/loans", row="/enterprise/loans/"),
    ],
    OFFICER: [
        Shot("work-queue", "/institution/applications?lane=all"),
        Shot(
            "review",
            "/institution/applications?lane=all",
            row="/institution/applications/",
            for_readme_at=1280,
        ),
        Shot("contract", "/institution/contracts", row="/institution/contracts/"),
    ],
    MANAGER: [
        Shot("cockpit", "/operations/cockpit", for_readme_at=1280),
        Shot("applications", "/operations/applications"),
    ],
}
IN_THE_DARK: dict[str, list[Shot]] = {
    OWNER: [Shot("enterprise-home-dark", "/enterprise")],
    MANAGER: [Shot("cockpit-dark", "/operations/cockpit")],
}


def main() -> int:
    options = _options()
    path = find_chromium()
    if path is None:
        sys.stderr.write("No Chromium: install it, or set RONGQU_CHROMIUM to its path.\n")
        return 4
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for login, shots in SHOTS.items():
            with _window(browser, options, login) as page:
                _take_all(page, shots, options.folder)
        for login, shots in IN_THE_DARK.items():
            with _window(browser, options, login, dark=True) as page:
                with page.expect_response("**/api/v1/session"):  # it is kept before pages turn
                    page.get_by_role("button", name="English").click()
                _take_all(page, shots, options.folder)
                page.set_viewport_size({"width": 1280, "height": SIZES[1280]})
                page.get_by_role("button", name="中文").click()
        browser.close()
    return 0


def _options() -> argparse.Namespace:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--url", default=os.environ.get("RONGQU_URL", "http://127.0.0.1:8000"))
    words.add_argument("--password", default=os.environ.get("RONGQU_PASSWORD", PASSWORD))
    words.add_argument("--folder", type=Path, default=ROOT / ".rongqu" / "pictures")
    return words.parse_args()


@contextmanager
def _window(
    browser: Browser, options: argparse.Namespace, login: str | None, *, dark: bool = False
) -> Generator[Page]:
    window = browser.new_context(
        base_url=options.url,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        device_scale_factor=1,
    )
    window.set_default_timeout(PATIENCE_MS)
    page = window.new_page()
    if login is not None:
        page.goto("/sign-in")
        page.locator("#login").fill(login)
        page.locator("#password").fill(options.password)
        page.locator('button[type="submit"]').click()
        page.locator(".portal-menu, .portal-tabs").first.wait_for(state="attached")
    yield page
    window.close()


def _take_all(page: Page, shots: Iterable[Shot], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for shot in shots:
        page.set_viewport_size({"width": 1280, "height": 800})
        _open(page, shot)
        for width, height in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(1_000)  # charts draw themselves anew
            page.screenshot(path=folder / f"{shot.name}-{width}.png")
            if width == shot.for_readme_at:
                PICTURES.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=PICTURES / f"{shot.name}.png")


def _open(page: Page, shot: Shot) -> None:
    page.goto(shot.path)
    if shot.row is not None:
        page.locator(f'main a[href^="{shot.row}"]').first.click()
        page.wait_for_url(f"**{shot.row}*")
    page.locator("h1").first.wait_for()
    page.locator(".ant-skeleton").first.wait_for(state="detached")


if __name__ == "__main__":
    sys.exit(main())
