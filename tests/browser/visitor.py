"""People at a real browser: each with a window of their own, in which nothing may go wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from tests.flows.people import PASSWORD

PATIENCE_MS = 30_000
DESKTOP = (1280, 800)
EXPECTED = (
    (re.compile(r"/api/v1/session$"), 401),  # whether somebody is signed in
    (re.compile(r"/api/v1/(parties|risk)/enterprises/[^/]+(/\w+)?$"), 404),  # no profile yet
    (re.compile(r"/api/v1/parties/(institutions|investors)/[^/]+$"), 404),
    (re.compile(r"/api/v1/investing/(standing|recommendations)$"), 409),  # not registered
    (re.compile(r"/api/v1/investing/plan$"), 404),
)
"""Answers that are news, not faults."""
LEFT = "net::ERR_ABORTED"
"""Asked by a page that was left before the answer came."""
NETWORK_NEWS = "Failed to load resource"
"""The console repeats what the answers say, without the address."""


@dataclass
class Visitor:
    page: Page
    faults: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))
        self.page.on("requestfailed", self._miss)
        self.page.on("response", self._check)

    def go(self, path: str) -> None:
        self.page.goto(path, wait_until="domcontentloaded")

    def sign_in(self, login: str) -> None:
        self.go("/sign-in")
        self.page.get_by_label("手机号或邮箱").fill(login)
        self.page.get_by_label("密码", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name=re.compile(r"^登\s*录$")).click()
        self.page.get_by_role("navigation").first.wait_for()

    def press(self, words: str) -> None:
        """A button, or a link that looks like one. (Two characters stand apart in antd.)"""
        name = re.compile(r"\s*".join(["^", *map(re.escape, words), "$"]))
        button = self.page.get_by_role("button", name=name)
        link = self.page.get_by_role("link", name=name)
        button.or_(link).first.click()

    def sees(self, words: str) -> None:
        self.page.get_by_text(words).first.wait_for()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and NETWORK_NEWS not in message.text:
            self.faults.append(f"console: {message.text}")

    def _miss(self, request: Request) -> None:
        if request.failure != LEFT:
            self.faults.append(f"failed: {request.method} {request.url}: {request.failure}")

    def _check(self, response: Response) -> None:
        path = response.url.split("?")[0]
        is_expected = any(
            status == response.status and address.search(path) for address, status in EXPECTED
        )
        if response.status >= 400 and not is_expected:
            self.faults.append(f"answer: {response.request.method} {path}: {response.status}")


class Door:
    """Where people come in; at the end nobody may have met a fault."""

    def __init__(self, browser: Browser, base_url: str) -> None:
        self._browser = browser
        self._base_url = base_url
        self._windows: list[BrowserContext] = []
        self._visitors: list[Visitor] = []

    def enter(self, size: tuple[int, int] = DESKTOP, locale: str = "zh-CN") -> Visitor:
        window = self._browser.new_context(
            base_url=self._base_url,
            locale=locale,
            timezone_id="Asia/Shanghai",
            viewport={"width": size[0], "height": size[1]},
            reduced_motion="reduce",
        )
        window.set_default_timeout(PATIENCE_MS)
        visitor = Visitor(window.new_page())
        self._windows.append(window)
        self._visitors.append(visitor)
        return visitor

    def faults(self) -> list[str]:
        return [fault for visitor in self._visitors for fault in visitor.faults]

    def close(self) -> None:
        for window in self._windows:
            window.close()
