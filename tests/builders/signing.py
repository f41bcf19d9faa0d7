"""The outside world of signing, in the test's own process: certificate authority, time stamps, and
a gateway whose messages can be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from httpx2 import ASGITransport, AsyncClient, Response

from rongqu.adapters.certificate_authority import HttpCertificateAuthority
from rongqu.adapters.code_sender import GatewayCodeSender
from rongqu.adapters.message_gateway import HttpMessageGateway
from rongqu.adapters.signing_time_stamps import HttpTimeStamps
from rongqu.infra.clock import Clock, utc_now
from rongqu.infra.jobs import Work, settle
from rongqu.infra.relay import Relay
from rongqu.modules.contracts.ports import CertificateAuthority, CodeSender, TimeStamps
from rongqu.sandbox.ca.app import create_ca
from rongqu.sandbox.ca.authority import Authority, open_ca
from rongqu.sandbox.gateway.app import create_gateway
from rongqu.sandbox.gateway.outbox import Outbox
from rongqu.sandbox.tsa.app import create_tsa
from rongqu.sandbox.tsa.authority import open_authority
from tests.builders.actors import new_key

SECRET = "a secret of the tests"
CODE = re.compile(r"\d{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    authority: Authority
    outbox: Outbox
    roots: tuple[Path, Path]
    ports: Mapping[type[Any], object]

    def newest_code(self) -> str:
        found = CODE.search(self.outbox.newest(1)[0].body)
        assert found is not None
        return found[0]


def open_outside(keys: Path, folder: Path, clock: Clock) -> Outside:
    """`keys`: shared by many tests, since making keys takes long. `folder`: of this test."""
    authority = open_ca(keys / "ca", clock)
    stamping = open_authority(keys / "tsa", utc_now())
    roots = (keys / "ca" / "ca.pem", keys / "tsa" / "ca.pem")
    outbox = Outbox(folder / "gateway")
    gateway = HttpMessageGateway(
        "http://gateway", SECRET, ASGITransport(create_gateway(outbox, SECRET.encode()))
    )
    ports: dict[type[Any], object] = {
        CertificateAuthority: HttpCertificateAuthority(
            "http://ca", SECRET, roots[0], ASGITransport(create_ca(authority, SECRET.encode()))
        ),
        TimeStamps: HttpTimeStamps(
            "http://tsa/", roots[1], "http://tsa/ca.crl", ASGITransport(create_tsa(stamping, clock))
        ),
        CodeSender: GatewayCodeSender(gateway),
    }
    return Outside(authority=authority, outbox=outbox, roots=roots, ports=ports)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where people sign: by the API, and the jobs run as soon as they are asked for."""

    client: AsyncClient
    work: Work
    relay: Relay
    outside: Outside

    async def settle(self) -> None:
        await settle(self.work, self.relay)

    async def ask_for_code(self, envelope_id: object, headers: dict[str, str]) -> Response:
        answer = await self.client.put(f"/envelopes/{envelope_id}/code", headers=headers)
        await self.settle()
        return answer

    async def agree(self, envelope: Any, headers: dict[str, str], **different: Any) -> Response:
        """With the code that was sent and the hash of the document, unless said otherwise. The
        signature itself is not made yet."""
        asked = await self.ask_for_code(envelope.id, headers)
        code = self.outside.newest_code() if asked.status_code == 200 else "000000"
        body = {"sha256": envelope.sha256, "sent_code": code} | different
        path = f"/envelopes/{envelope.id}/signature"
        return await self.client.post(path, json=body, headers=headers | new_key())

    async def sign(self, envelope: Any, headers: dict[str, str], **different: Any) -> Response:
        answer = await self.agree(envelope, headers, **different)
        await self.settle()
        return answer
