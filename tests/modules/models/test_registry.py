from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from httpx2 import AsyncClient, Response
from sqlalchemy import text

from rongqu.infra.database import Engine
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.models.making.train import Kind, Wish, train
from rongqu.modules.models.serving.artefact import write_model
from rongqu.modules.models.serving.model import Model
from rongqu.modules.models.serving.signing import JSON, own_key, seal
from rongqu.modules.risk.standard import standard_model
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.invoices import (
    STRONG,
    given_enterprise,
    given_invoices,
    given_invoices_imported,
)
from tests.builders.labelled import outcome_of

REASON = {"reason": "it ranks better"}


def officer() -> dict[str, str]:
    may = ("models:view", "models:register", "models:ask_appointment", "risk:view_everywhere")
    return signed_in(*may, "risk:view", "risk:compute", portal=Portal.OPERATIONS)


def manager() -> dict[str, str]:
    may = ("models:view", "models:approve_appointment", "models:roll_back")
    return signed_in(*may, portal=Portal.OPERATIONS)


def given_model(points: int, **different: Any) -> Model:
    """The standard, with other points to begin with."""
    model = standard_model()
    assert model.card is not None
    card = replace(model.card, base_points=model.card.base_points + points)
    return replace(model, **{"name": f"made{points:+}", "card": card, **different})


@dataclass
class Desk:
    client: AsyncClient
    secret: Ed25519PrivateKey

    async def post(self, path: str, headers: dict[str, str], body: Any = None) -> Response:
        return await self.client.post(f"/{path}", json=body, headers=headers | new_key())

    async def register(self, model: Model, secret: Ed25519PrivateKey | None = None) -> Response:
        artefact = seal(write_model(model).encode("utf-8"), JSON, secret or self.secret)
        return await self.post("models/versions", officer(), {"artefact": artefact})

    async def given_post(self, number: int, post: str) -> None:
        asked = await self.ask(number, post)
        assert asked.status_code == 201, asked.text
        given = await self.post(f"approvals/{asked.json()['approval_id']}/approval", manager())
        assert given.status_code == 200, given.text

    async def ask(self, number: int, post: str) -> Response:
        wish = {"number": number, "post": post, **REASON}
        return await self.post("models/appointments", officer(), wish)

    async def posts(self) -> dict[int, str | None]:
        found = await self.client.get("/models/versions", headers=officer())
        return {one["number"]: one["post"] for one in found.json()}

    async def score(self, enterprise_id: EnterpriseId) -> int:
        made = await self.post(f"risk/enterprises/{enterprise_id}/scores", officer())
        return made.json()["score"]


@pytest.fixture
def desk(client: AsyncClient, tmp_path: Path) -> Desk:
    return Desk(client, own_key(tmp_path / "keys"))


async def given_scored(engine: Engine, relay: Relay) -> EnterpriseId:
    enterprise_id = await given_enterprise(engine)
    await given_invoices(engine, enterprise_id, STRONG)
    await given_invoices_imported(engine, enterprise_id)
    await relay.drain()
    return enterprise_id


async def test_a_model_answers_in_the_shadow_then_decides_and_is_rolled_back(
    desk: Desk, engine: Engine, relay: Relay
) -> None:
    enterprise_id = await given_scored(engine, relay)
    made = await desk.register(given_model(-50))
    assert (made.status_code, made.json()["number"], made.json()["post"]) == (201, 1, None)

    await desk.given_post(1, "challenger")
    assert await desk.posts() == {1: "challenger", 0: "champion"}
    assert await desk.score(enterprise_id) == 742
    shadow = (await desk.client.get("/models/watch", headers=officer())).json()["shadows"]
    assert [(one["number"], one["cases"], one["mean_gap"]) for one in shadow] == [(1, 1, -50.0)]

    await desk.given_post(1, "champion")
    assert await desk.posts() == {1: "champion", 0: None}
    assert await desk.score(enterprise_id) == 692

    back = await desk.post("models/rollback", manager(), REASON)
    assert (back.status_code, back.json()["number"]) == (200, 0)
    assert await desk.posts() == {1: None, 0: "champion"}
    assert await desk.score(enterprise_id) == 742
    told = [name for name in await published(engine) if name.startswith("models.")]
    assert told == [
        "models.registered.v1",
        "models.appointed.v1",
        "models.appointed.v1",
        "models.rolled_back.v1",
    ]


def given_trained(rows: int = 400) -> Model:
    """Learned by the product's own pipeline, from a table of what the platform computes: small
    companies default, and so do those that void many invoices."""
    chance = np.random.default_rng(5)
    columns = {
        "turnover_12m": chance.lognormal(14, 1.2, rows),
        "void_rate": chance.beta(1, 12, rows),
    }
    risk = -1 - 1.2 * (np.log(columns["turnover_12m"]) - 14) + 8 * columns["void_rate"]
    is_bad = chance.random(rows) < 1 / (1 + np.exp(-risk))
    wish = Wish(name="own", label="defaulted", kinds=(Kind.SCORECARD,))
    [found] = train(columns, list(columns), outcome_of(is_bad), wish)
    assert found.measures.auc > 0.75
    return found.model


async def test_from_training_to_a_decision_by_the_new_champion_and_back(
    desk: Desk, engine: Engine, relay: Relay
) -> None:
    enterprise_id = await given_scored(engine, relay)
    model = given_trained()
    artefact = seal(write_model(model).encode("utf-8"), JSON, desk.secret)

    async def adopt(post: str) -> Response:
        wish = {"artefact": artefact, "post": post, **REASON}
        return await desk.post("models/adoptions", officer(), wish)

    async def decide() -> tuple[int, str]:
        asked = {"asked": {"amount": "100000.00", "currency": "CNY"}}
        made = await desk.post(f"risk/enterprises/{enterprise_id}/decisions", officer(), asked)
        assert made.status_code == 201, made.text
        standing = await desk.client.get(
            f"/risk/enterprises/{enterprise_id}/standing", headers=officer()
        )
        facts = {fact["name"]: fact["value"] for fact in made.json()["facts"]}
        return int(facts["score"]), standing.json()["score"]["model_version"]

    for post in ("challenger", "champion"):
        asked = await adopt(post)
        assert (asked.status_code, asked.json()["number"]) == (201, 1)
        approved = f"approvals/{asked.json()['approval_id']}/approval"
        assert (await desk.post(approved, manager())).status_code == 200
        assert (await adopt(post)).json()["code"] == "models.already_in_post"
        if post == "challenger":
            assert await decide() == (742, "2026-11")
    row = {name: float(value) for name, value in (await kept_features(engine)).items()}
    expected = model.judge(row).score

    assert expected != 742
    assert await decide() == (expected, "own-scorecard")
    assert (await desk.post("models/rollback", manager(), REASON)).status_code == 200
    assert await decide() == (742, "2026-11")


async def kept_features(engine: Engine) -> dict[str, str]:
    """Of the latest score."""
    async with engine.begin(PLATFORM) as connection:
        latest = text("SELECT features FROM risk.score ORDER BY computed_at DESC LIMIT 1")
        return (await connection.execute(latest)).scalar_one()


async def test_what_cannot_be_adopted_is_not_registered_either(desk: Desk) -> None:
    refused = {}
    for name, model in {
        "unknown": given_model(1, features=(("moon_phase", "number"),)),
        "no_figures": given_model(2, facts={}),
    }.items():
        artefact = seal(write_model(model).encode("utf-8"), JSON, desk.secret)
        wish = {"artefact": artefact, "post": "champion", **REASON}
        refused[name] = (await desk.post("models/adoptions", officer(), wish)).json()["code"]

    assert refused == {
        "unknown": "models.features_unknown",
        "no_figures": "models.model_has_no_figures",
    }
    assert await desk.posts() == {0: "champion"}


async def test_a_score_keeps_the_features_that_its_model_asks_for(
    desk: Desk, engine: Engine, relay: Relay
) -> None:
    wanted = "sales_net.12m.total.level"
    model = standard_model()
    asks_more = replace(model, name="more", features=(*model.features, (wanted, "number")))
    await desk.register(asks_more)
    await desk.given_post(1, "challenger")

    await given_scored(engine, relay)

    async with engine.begin(PLATFORM) as connection:
        kept = await connection.execute(text(f"SELECT features->>'{wanted}' FROM risk.score"))
    assert float(kept.scalar_one()) == sum(STRONG[-12:])


async def test_drift_and_groups_of_the_champion_are_told(
    desk: Desk, engine: Engine, relay: Relay
) -> None:
    enterprise_id = await given_scored(engine, relay)
    for _ in range(19):
        await desk.score(enterprise_id)

    seen = (await desk.client.get("/models/watch", headers=officer())).json()

    assert (seen["number"], seen["cases"]) == (0, 20)
    assert (seen["moved"][0]["is_score"], seen["moved"][0]["verdict"]) == (True, "act")
    assert {one["by"]: one["cases"] for one in seen["groups"]} == {
        "age": 20,
        "industry": 20,
        "region": 20,
        "size": 20,
    }


async def test_what_is_no_trusted_sound_model_is_refused(desk: Desk, engine: Engine) -> None:
    stranger = Ed25519PrivateKey.generate()
    unknown = given_model(1, features=(("moon_phase", "number"),))
    await desk.register(given_model(2))
    before = await published(engine)

    refused = {
        "stranger": await desk.register(given_model(3), stranger),
        "no_model": await desk.post("models/versions", officer(), {"artefact": "pickle"}),
        "unknown": await desk.register(unknown),
        "no_figures": await desk.register(given_model(4, facts={})),
        "twice": await desk.register(given_model(2)),
    }

    assert {name: (one.status_code, one.json()["code"]) for name, one in refused.items()} == {
        "stranger": (422, "models.model_not_trusted"),
        "no_model": (422, "models.model_unreadable"),
        "unknown": (422, "models.features_unknown"),
        "no_figures": (422, "models.model_has_no_figures"),
        "twice": (409, "models.model_known"),
    }
    assert await published(engine) == before


async def test_posts_are_changed_by_two_people_and_never_to_what_is(desk: Desk) -> None:
    await desk.register(given_model(5))
    asked = await desk.ask(1, "champion")
    both = officer() | {"x-permissions": "models:approve_appointment"}
    refused = {
        "same": await desk.ask(0, "champion"),
        "unknown": await desk.ask(9, "champion"),
        "waiting": await desk.ask(1, "challenger"),
        "nothing": await desk.post("models/rollback", manager(), REASON),
        "no_shadow": await desk.post("models/versions/1/shadow-end", officer()),
    }

    assert {name: one.json()["code"] for name, one in refused.items()} == {
        "same": "models.already_in_post",
        "unknown": "models.model_not_found",
        "waiting": "compliance.approval_pending",
        "nothing": "models.nothing_to_return_to",
        "no_shadow": "models.no_challenger",
    }
    assert await desk.posts() == {1: None, 0: "champion"}

    approval = f"approvals/{asked.json()['approval_id']}/approval"
    assert (await desk.post(approval, both)).status_code == 200
    assert await desk.posts() == {1: "champion", 0: None}


async def test_a_shadow_is_ended_by_one_person(desk: Desk) -> None:
    await desk.register(given_model(6))
    await desk.given_post(1, "challenger")

    ended = await desk.post("models/versions/1/shadow-end", officer())

    assert (ended.status_code, ended.json()["post"]) == (200, None)
