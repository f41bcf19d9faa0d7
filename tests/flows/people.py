"""People at their browsers: a session with cookies, one key for each intent, patience with a line
that breaks."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from httpx2 import Client, Response, TransportError

from rongqu.kernel.ids import new_id
from rongqu.sandbox.gateway.outbox import Outbox

PASSWORD = "a long walk by the river"
PATIENCE_SECONDS = 240.0
NOT_NOW = frozenset({502, 503, 504})
ALREADY_THERE = frozenset({409})
REFUSED = frozenset({403})
MOST_MAIL = 1000
CODE = re.compile(r"(?<=^验证码 )\d{6}")
SIGN_UP_CODE = re.compile(r"(?<=^注册验证码 )\d{6}")
INVITATION_CODE = re.compile(r"(?<=邀请码 )\d{8}")


class Crowd:
    """Everybody of a story; their connections are closed at its end."""

    def __init__(self, base_url: str, mail: Outbox) -> None:
        self._base_url = base_url
        self._mail = mail
        self._people: list[Person] = []

    def newcomer(self, letter: str) -> Person:
        login = f"{letter}{new_id().hex[-10:]}@example.com"
        person = Person(self._base_url, login, Mailbox(self._mail, login))
        self._people.append(person)
        return person

    def leave(self) -> None:
        for person in self._people:
            person.client.close()


@dataclass(frozen=True, slots=True)
class Mailbox:
    """What was sent to one person."""

    mail: Outbox
    address: str

    def codes(self, kind: re.Pattern[str] = CODE) -> list[str]:
        """For signing, the newest first; news comes here too."""
        sent = self.mail.newest(MOST_MAIL, self.address)
        return [found[0] for each in sent if (found := kind.search(each.body)) is not None]

    def sign_up_code(self) -> str:
        return self.next_code(0, SIGN_UP_CODE)

    def next_code(self, before: int, kind: re.Pattern[str] = CODE) -> str:
        """The one that comes after so many."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(codes := self.codes(kind)) <= before:
            assert time.monotonic() < deadline, f"no code was sent to {self.address}"
            time.sleep(0.05)
        return codes[0]


@dataclass(slots=True)
class Person:
    base_url: str
    login: str
    mailbox: Mailbox
    client: Client = field(init=False)
    csrf_token: str = ""
    organisation_id: str = ""

    def __post_init__(self) -> None:
        api = f"{self.base_url}/api/v1"
        self.client = Client(base_url=api, timeout=10, trust_env=False)

    def sign_up(self, kind: str, organisation_name: str) -> None:
        self._insist("PUT", "/sign-up-code", json={"login": self.login})
        body = {
            "kind": kind,
            "organisation_name": organisation_name,
            "display_name": "张小明",
            "login": self.login,
            "password": PASSWORD,
            "code": self.mailbox.sign_up_code(),
            "accept_terms": True,
        }
        self._enter("/sign-ups", body, tolerated=ALREADY_THERE)

    def join(self, name: str) -> None:
        """With the code of an invitation; the answer may have been lost, the account is there."""
        body = {
            "login": self.login,
            "code": self.mailbox.next_code(0, INVITATION_CODE),
            "display_name": name,
            "password": PASSWORD,
            "accept_terms": True,
        }
        self._insist("POST", "/invitations/new-account", json=body, tolerated=REFUSED)

    def sign_in(self, password: str = PASSWORD) -> None:
        self._enter("/session", {"login": self.login, "password": password})

    def get(self, path: str, **query: Any) -> Any:
        return self._insist("GET", path, params=query or None).json()

    def post(self, path: str, body: Any = None) -> Any:
        return self._insist("POST", path, json=body, headers=self._intent()).json()

    def patch(self, path: str, body: Any) -> Any:
        return self._insist("PATCH", path, json=body, headers=self._intent()).json()

    def put(self, path: str, body: Any = None, **more: Any) -> Any:
        headers = self._intent() | more.pop("headers", {})
        return self._insist("PUT", path, json=body, headers=headers, **more).json()

    def until(self, path: str, is_there: Callable[[Any], bool]) -> Any:
        """Ask until the answer is what one waits for; what is not there yet may come."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            answer = self._insist("GET", path, tolerated=frozenset({404})).json()
            if answer.get("code") is None and is_there(answer):
                return answer
            assert time.monotonic() < deadline, f"{path} stays {answer}"
            time.sleep(0.05)

    def _enter(
        self, path: str, body: dict[str, Any], tolerated: frozenset[int] = frozenset()
    ) -> None:
        """Whose sign-up was done before its answer was lost is told so, and signs in."""
        answer = self._insist("POST", path, tolerated, json=body, headers=self._intent())
        if not answer.is_success:
            self.sign_in(body["password"])
            return
        session = answer.json()
        self.csrf_token = session["csrf_token"]
        self.organisation_id = session["organisation"]["id"]

    def _intent(self) -> dict[str, str]:
        return {"idempotency-key": str(new_id()), "x-csrf-token": self.csrf_token}

    def _insist(
        self, method: str, path: str, tolerated: frozenset[int] = frozenset(), **sent: Any
    ) -> Response:
        """The same request with the same key, until it is answered one way or the other."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                answer = self.client.request(method, path, **sent)
            except TransportError:
                assert time.monotonic() < deadline, f"{method} {path} is never answered"
                time.sleep(0.1)
                continue
            if answer.status_code in NOT_NOW and time.monotonic() < deadline:
                time.sleep(0.1)
                continue
            is_fine = answer.is_success or answer.status_code in tolerated
            assert is_fine, f"{method} {path}: {answer.status_code} {answer.text}"
            return answer
