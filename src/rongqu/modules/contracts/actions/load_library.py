"""Put the texts that come with the product into the library."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from rongqu.infra.policies import EVER
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import NOBODY
from rongqu.kernel.ids import new_id
from rongqu.modules.contracts import template_tables as t
from rongqu.modules.contracts.library.shipped import ShippedTemplate, shipped_templates
from rongqu.modules.contracts.library.types import VersionStatus
from rongqu.modules.contracts.library.wording import check_text, sha256_of, to_json

NO_NOTE = ""
"""Whoever changes a text says why; pages have words for the one that nobody has changed."""


async def load_library(tx: Tx) -> int:
    """Internal: `rongqu migrate` calls it, as it loads the policy pack; nothing has happened yet,
    so nothing is told. Only templates that are not there yet: a text that somebody may have changed
    since is never touched. Returns how many were new."""
    known = set((await tx.connection.execute(select(t.template.c.key))).scalars())
    missing = [each for each in shipped_templates() if each.template.key not in known]
    if not missing:
        return 0

    await tx.connection.execute(
        insert(t.template).on_conflict_do_nothing(), [_template(each) for each in missing]
    )
    await tx.connection.execute(
        insert(t.template_version).on_conflict_do_nothing(),
        [_version(tx, each) for each in missing],
    )
    return len(missing)


def _template(shipped: ShippedTemplate) -> dict[str, object]:
    template = shipped.template
    return {
        "key": template.key,
        "kind": template.kind,
        "jurisdiction": template.jurisdiction,
        "owner_id": None,
    }


def _version(tx: Tx, shipped: ShippedTemplate) -> dict[str, object]:
    return {
        "id": new_id(),
        "key": shipped.template.key,
        "number": 1,
        "status": VersionStatus.APPROVED,
        "text": to_json(shipped.text),
        "sha256": sha256_of(shipped.text),
        "variables": list(check_text(shipped.text)),
        "note": NO_NOTE,
        "valid_from": EVER,
        "author_id": NOBODY,
        "changed_at": tx.now,
        "approved_at": tx.now,
    }
