"""People who agree."""

from __future__ import annotations

from collections.abc import Mapping

from httpx2 import AsyncClient

CONSENT = "privacy:own_data,privacy:consent_for_organisation"


async def agreed(
    client: AsyncClient, headers: Mapping[str, str], purpose: str = "credit_assessment"
) -> None:
    """The organisation of whoever calls, through somebody of it who may agree."""
    answer = await client.put(
        f"/privacy/consents/{purpose}",
        json={"version": 1},
        headers={**headers, "x-permissions": CONSENT},
    )
    assert answer.status_code == 200, answer.text
