"""The life of a template: entrusted, drafted, reviewed, approved by a second person, in force."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from httpx2 import AsyncClient, Response
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.dates import business_date_at
from rongqu.kernel.ids import new_id
from rongqu.modules.contracts.public import load_library
from rongqu.modules.contracts.template_tables import template_version
from tests.builders.actors import new_key, signed_in
from tests.builders.contracts import Parties, given_contract
from tests.builders.events import published
from tests.builders.identity import Clock

STAFF = ("contracts:view", "contracts:view_everywhere")
SECRET = "甲方保本经营。"


def staff(*permissions: str) -> dict[str, str]:
    return signed_in(*STAFF, *permissions, portal=Portal.OPERATIONS)


class Library:
    """Who works on templates, and what they send."""

    def __init__(self, client: AsyncClient, parties: Parties, clock: Clock) -> None:
        self.client = client
        self.clock = clock
        self.lawyer = parties.lender_headers("contracts:view", "contracts:edit_templates")
        self.firm = parties.lender.organisation_id
        self.manager = staff("contracts:entrust_templates", "contracts:edit_templates")
        self.officer = staff("contracts:approve_templates")

    async def entrust(self, key: str = "loan") -> Response:
        return await self.client.put(
            f"/templates/{key}/owner", json={"owner_id": str(self.firm)}, headers=self.manager
        )

    async def wish(self, **different: Any) -> dict[str, Any]:
        """The text in force with one sentence changed, valid from tomorrow on."""
        history = (await self.client.get("/templates/loan", headers=self.lawyer)).json()
        newest = history["template"]["in_force"]["id"]
        file = await self.client.get(f"/template-versions/{newest}", headers=self.lawyer)
        text = file.json()["text"]
        sentence = different.pop("sentence", "甲方应当每季度报送财务报表。")
        text["articles"][1]["clauses"].append({"zh": sentence, "en": "Companion."})
        tomorrow = business_date_at(self.clock.now) + timedelta(days=1)
        return {
            "text": text,
            "note": "增加报表义务",
            "valid_from": tomorrow.isoformat(),
        } | different

    async def draft(self, **different: Any) -> Response:
        body = await self.wish(**different)
        return await self.client.post(
            "/templates/loan/versions", json=body, headers=self.lawyer | new_key()
        )

    async def ask(self, version_id: str) -> Response:
        return await self.client.post(
            f"/template-versions/{version_id}/adoption",
            json={"reason": "律师已复核"},
            headers=self.lawyer | new_key(),
        )

    async def approve(self, asked: Response, headers: dict[str, str] | None = None) -> Response:
        approval = asked.json()["pending"]["id"]
        return await self.client.post(
            f"/approvals/{approval}/approval", headers=(headers or self.officer) | new_key()
        )


@pytest.fixture
async def library(client: AsyncClient, parties: Parties, clock: Clock) -> Library:
    library = Library(client, parties, clock)
    await library.entrust()
    return library


async def test_a_firm_drafts_and_compliance_puts_in_force(
    library: Library, work: Work, relay: Relay, parties: Parties, clock: Clock
) -> None:
    drafted = await library.draft()
    asked = await library.ask(drafted.json()["version"]["id"])
    approved = await library.approve(asked)
    today = await given_contract(work, relay, parties)
    clock.turn(days=1)
    tomorrow = await given_contract(work, relay, parties)

    assert (drafted.status_code, asked.status_code, approved.status_code) == (201, 202, 200)
    assert drafted.json()["version"]["name"] == "loan/2"
    assert today.document is not None
    assert tomorrow.document is not None
    assert (today.document.template, tomorrow.document.template) == ("loan/1", "loan/2")
    names = await published(work.engine)
    assert [name for name in names if "template" in name] == [
        "contracts.template_entrusted.v1",
        "contracts.template_drafted.v1",
        "contracts.template_adopted.v1",
    ]


async def test_the_comparison_shows_the_sentence_that_came(library: Library) -> None:
    drafted = (await library.draft()).json()
    history = (await library.client.get("/templates/loan", headers=library.lawyer)).json()
    [new, old] = history["versions"]

    answer = await library.client.get(
        f"/template-versions/{new['id']}/comparison",
        params={"with": old["id"]},
        headers=library.lawyer,
    )

    assert drafted["findings"] == []
    changed = [line for line in answer.json()["lines"] if line["change"] != "same"]
    assert [(line["place"], line["change"], line["old"]) for line in changed] == [
        ("第二条·3", "added", [])
    ]


async def test_a_preview_is_a_pdf(library: Library) -> None:
    history = (await library.client.get("/templates/lease", headers=library.lawyer)).json()
    newest = history["versions"][0]["id"]

    answer = await library.client.get(
        f"/template-versions/{newest}/preview", params={"language": "en"}, headers=library.lawyer
    )

    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")


async def test_a_text_with_a_severe_finding_is_not_even_asked_for(library: Library) -> None:
    drafted = (await library.draft(sentence=SECRET)).json()

    refused = await library.ask(drafted["version"]["id"])

    assert [each["rule"] for each in drafted["findings"]] == ["guaranteed_return"]
    assert (refused.status_code, refused.json()["code"]) == (409, "contracts.findings_severe")
    assert refused.json()["params"]["rules"] == "guaranteed_return"


@pytest.mark.parametrize(
    ("different", "code"),
    [
        ({"sentence": "金额 {sum} 元。"}, "contracts.variable_unknown"),
        ({"sentence": "依本合同第四十条。"}, "contracts.reference_wrong"),
        ({"valid_from": "2020-01-01"}, "contracts.validity_wrong"),
        ({"valid_until": "2020-01-01"}, "contracts.validity_wrong"),
    ],
)
async def test_a_faulty_draft_is_refused(
    library: Library, different: dict[str, str], code: str
) -> None:
    refused = await library.draft(**different)

    assert (refused.status_code, refused.json()["code"]) == (422, code)
    history = (await library.client.get("/templates/loan", headers=library.lawyer)).json()
    assert [version["number"] for version in history["versions"]] == [1]


async def test_one_draft_at_a_time_and_none_changes_while_it_waits(library: Library) -> None:
    version_id = (await library.draft()).json()["version"]["id"]
    second = await library.draft()
    asked = await library.ask(version_id)
    again = await library.ask(version_id)
    path = f"/template-versions/{version_id}"
    changed = await library.client.put(path, json=await library.wish(), headers=library.lawyer)
    discarded = await library.client.post(f"{path}/discard", headers=library.lawyer | new_key())

    codes = [each.json()["code"] for each in (second, again, changed, discarded)]
    assert asked.status_code == 202
    assert codes == [
        "contracts.draft_open",
        "compliance.approval_pending",
        "contracts.template_waits",
        "contracts.template_waits",
    ]


async def test_whoever_wrote_it_does_not_approve_it(library: Library) -> None:
    """Also when somebody else asked."""
    version_id = (await library.draft()).json()["version"]["id"]
    author = library.manager | {"x-permissions": library.manager["x-permissions"]}
    path = f"/template-versions/{version_id}"
    await library.client.put(path, json=await library.wish(note="平台修订"), headers=author)
    asked = await library.ask(version_id)
    author["x-permissions"] += ",contracts:approve_templates"

    refused = await library.approve(asked, author)

    assert (refused.status_code, refused.json()["code"]) == (403, "common.second_person_needed")
    file = (await library.client.get(path, headers=library.lawyer)).json()
    assert (file["version"]["status"], file["version"]["note"]) == ("draft", "平台修订")


async def test_a_discarded_draft_makes_room(library: Library) -> None:
    version_id = (await library.draft()).json()["version"]["id"]
    path = f"/template-versions/{version_id}"

    discarded = await library.client.post(f"{path}/discard", headers=library.lawyer | new_key())
    late = await library.client.put(path, json=await library.wish(), headers=library.lawyer)
    next_one = await library.draft()

    assert discarded.json()["version"]["status"] == "discarded"
    assert (late.status_code, late.json()["code"]) == (409, "contracts.template_not_editable")
    assert next_one.json()["version"]["name"] == "loan/3"


async def test_only_who_is_entrusted_drafts_and_sees_drafts(library: Library) -> None:
    version_id = (await library.draft()).json()["version"]["id"]
    stranger = signed_in("contracts:view", "contracts:edit_templates", portal=Portal.INSTITUTION)

    hidden = await library.client.get(f"/template-versions/{version_id}", headers=stranger)
    shown = (await library.client.get("/templates/loan", headers=stranger)).json()
    refused = await library.client.post(
        "/templates/lease/versions", json=await library.wish(), headers=stranger | new_key()
    )

    assert (hidden.status_code, hidden.json()["code"]) == (404, "contracts.template_not_found")
    assert [version["number"] for version in shown["versions"]] == [1]
    assert (refused.status_code, refused.json()["code"]) == (
        409,
        "contracts.template_not_editable",
    )


async def test_what_is_not_there_is_said(library: Library) -> None:
    nobody = await library.client.put(
        "/templates/loan/owner", json={"owner_id": str(new_id())}, headers=library.manager
    )
    unknown = await library.client.get("/templates/will", headers=library.lawyer)

    assert (nobody.status_code, nobody.json()["code"]) == (404, "parties.institution_not_found")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "contracts.template_not_found")


async def test_an_approved_text_never_changes(library: Library, work: Work) -> None:
    history = (await library.client.get("/templates/loan", headers=library.lawyer)).json()
    row = template_version.c.id == history["versions"][0]["id"]
    with pytest.raises(DBAPIError, match="an approved text never changes"):
        async with work.engine.begin(PLATFORM) as connection:
            await connection.execute(update(template_version).where(row).values(note="anders"))


async def test_loading_the_library_is_no_happening_and_loads_it_once(engine: Engine) -> None:
    """An empty platform stays one: the first start tells by its event log."""
    async with open_tx(engine, SYSTEM) as tx:
        loaded = await load_library(tx)
        again = await load_library(tx)

    assert (loaded, again) == (14, 0)
    assert await published(engine) == []
