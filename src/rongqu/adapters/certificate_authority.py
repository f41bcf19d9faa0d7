"""A certificate authority over HTTP with signed requests, as the sandbox speaks it. A licensed one
(电子认证服务机构) has its own protocol and takes an adapter of its own behind the same port."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from pathlib import Path

import httpx2
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from rongqu.infra.environment import EnvironmentProblem
from rongqu.infra.signed_messages import Key, Message, sign
from rongqu.infra.tx import utc_now
from rongqu.modules.contracts.ports import AuthorityAway, CertificateRequest, Trust

TIMEOUT_SECONDS = 10.0
SIGNER = "rongqu"


class RootUnreadable(EnvironmentProblem):
    def __init__(self, variable: str, file: Path | None) -> None:
        super().__init__(f"{variable}: {file} is no certificate in PEM.")


def read_root(variable: str, file: Path | None) -> bytes:
    """In DER, read when it is first needed: a sandbox makes it at its first start."""
    try:
        return x509.load_pem_x509_certificate(Path(file or "").read_bytes()).public_bytes(
            Encoding.DER
        )
    except (OSError, ValueError) as error:
        raise RootUnreadable(variable, file) from error


class HttpCertificateAuthority:
    """`root`: the certificate that its chains must lead to. A line is opened for each request:
    jobs run on loops of their own."""

    def __init__(
        self,
        url: str,
        secret: str,
        root: Path | None,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._url = url
        self._key = Key(SIGNER, secret.encode())
        self._root = root
        self._transport = transport

    async def issue(self, wanted: CertificateRequest) -> Sequence[bytes]:
        asked = {
            "id": wanted.id,
            "request": b64encode(wanted.request).decode(),
            "organisation": wanted.organisation,
            "uscc": wanted.uscc,
            "person": "" if wanted.person is None else wanted.person.reveal(),
        }
        body = json.dumps(asked, ensure_ascii=False).encode()
        answer = await self._ask("POST", "/certificates", body)
        try:
            return [b64decode(each, validate=True) for each in answer.json()["chain"]]
        except (ValueError, KeyError, TypeError) as error:
            raise AuthorityAway("unreadable answer") from error

    async def revoke(self, serial: int) -> None:
        await self._ask("DELETE", f"/certificates/{serial:x}", b"")

    async def trust(self) -> Trust:
        revocations = await self._ask("GET", "/ca.crl", b"")
        return Trust(roots=[self.root()], revocations=[revocations.content])

    def root(self) -> bytes:
        return read_root("RONGQU_CA_AUTHORITY", self._root)

    async def _ask(self, method: str, path: str, body: bytes) -> httpx2.Response:
        headers = sign(self._key, Message(method, path, body), utc_now())
        headers["content-type"] = "application/json"
        try:
            async with self._open() as client:
                answer = await client.request(method, path, content=body, headers=headers)
        except httpx2.TransportError as error:
            raise AuthorityAway(type(error).__name__) from error
        if answer.status_code not in (200, 204):  # the answer is not quoted: it may name a person
            raise AuthorityAway(f"status {answer.status_code}")
        return answer

    def _open(self) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(
            base_url=self._url, timeout=TIMEOUT_SECONDS, transport=self._transport
        )
