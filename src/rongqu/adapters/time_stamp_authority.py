"""A time stamp authority (RFC 3161, over HTTP): says at what time a checkpoint was there."""

# asn1crypto and parts of pyHanko have no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from asn1crypto import algos, pem, tsp, x509
from httpx2 import AsyncClient, HTTPError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext

from rongqu.infra.clock import Clock, utc_now
from rongqu.infra.environment import EnvironmentProblem
from rongqu.modules.evidence.ports import AnchorFailed, Grown, Receipt

QUERY = "application/timestamp-query"
GRANTED = ("granted", "granted_with_mods")
TIMEOUT_SECONDS = 10.0
AHEAD = timedelta(minutes=1)
"""How far the authority's clock may be before ours."""


class AuthorityUnreadable(EnvironmentProblem):
    def __init__(self, file: Path) -> None:
        super().__init__(f"RONGQU_TSA_AUTHORITY: {file} is no certificate in PEM.")


class HttpTimeStampAuthority:
    """`authority`: the CA that its certificate must lead to, read when it is first needed."""

    name = "tsa"

    def __init__(self, url: str, authority: Path, clock: Clock = utc_now) -> None:
        self._url = url
        self._authority = authority
        self._clock = clock

    async def anchor(self, note: str, grown: Grown) -> Receipt:
        del grown  # the authority says when, and compares nothing
        digest, nonce = sha256(note.encode()).digest(), secrets.randbits(63)
        content = await self._ask(_query(digest, nonce))
        return await self._check(content, digest, nonce)

    async def _ask(self, query: bytes) -> bytes:
        """Asked every few minutes: a line that is kept open would be of no use."""
        try:
            async with AsyncClient(timeout=TIMEOUT_SECONDS) as client:
                response = await client.post(
                    self._url, content=query, headers={"content-type": QUERY}
                )
        except HTTPError as error:
            raise AnchorFailed("unreachable") from error
        if response.status_code != 200:
            raise AnchorFailed("refused")
        return response.content

    async def _check(self, content: bytes, digest: bytes, nonce: int) -> Receipt:
        """Nothing of the answer is believed: what was stamped, for whom, when and by whom."""
        try:
            reply = tsp.TimeStampResp.load(content, strict=True)
            if reply["status"]["status"].native not in GRANTED:
                raise AnchorFailed("refused")
            signed = reply["time_stamp_token"]["content"]
            stamp = signed["encap_content_info"]["content"].parsed
            is_ours = stamp["nonce"].native == nonce
            stamped_at: datetime = stamp["gen_time"].native
            context = ValidationContext(
                trust_roots=[self._trusted()], allow_fetching=False, moment=self._clock()
            )
            found = await validate_tst_signed_data(signed, context, lambda _: digest)
        except (ValueError, TypeError, KeyError, SignatureValidationError) as error:
            raise AnchorFailed("unreadable") from error
        status = TimestampSignatureStatus(**found)
        if not (is_ours and status.intact and status.valid):
            raise AnchorFailed("wrong_stamp")
        if not status.trusted:
            raise AnchorFailed("unknown_authority")
        if stamped_at > self._clock() + AHEAD:
            raise AnchorFailed("stamped_in_future")
        serial = f"{stamp['serial_number'].native:x}"
        return Receipt(reference=serial, proof=content, at=stamped_at)

    def _trusted(self) -> x509.Certificate:
        try:
            _, _, content = pem.unarmor(self._authority.read_bytes())
            return x509.Certificate.load(content, strict=True)
        except (OSError, ValueError) as error:
            raise AuthorityUnreadable(self._authority) from error


def _query(digest: bytes, nonce: int) -> bytes:
    imprint = tsp.MessageImprint(
        {
            "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
            "hashed_message": digest,
        }
    )
    query = {"version": "v1", "message_imprint": imprint, "nonce": nonce, "cert_req": True}
    return tsp.TimeStampReq(query).dump()
