"""The deployment files say what the programs do."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import generate_latest
from typer.main import get_command

from rongqu import rooms
from rongqu.cli import app
from rongqu.infra.observability.metrics import registered_readings
from rongqu.infra.settings import describe

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SUFFIX = re.compile(r"_(bucket|count|sum)$")


def read(name: str) -> dict[str, Any]:
    return yaml.safe_load((DEPLOY / name).read_text("utf-8"))


def alerts() -> list[dict[str, Any]]:
    groups = read("prometheus/alerts.yml")["groups"]
    return [rule for group in groups for rule in group["rules"]]


@pytest.mark.parametrize("alert", alerts(), ids=lambda alert: alert["alert"])
def test_an_alert_asks_for_figures_that_are_exposed(alert: dict[str, Any]) -> None:
    rooms.load_rooms()
    exposed = set(re.findall(r"^# TYPE (\w+)", generate_latest().decode(), re.MULTILINE))
    exposed |= {reading.name for reading in registered_readings()} | {"rongqu_reading_failed"}
    asked = {SUFFIX.sub("", name) for name in re.findall(r"\brongqu_\w+", alert["expr"])}

    assert asked <= exposed
    assert {"summary"} <= alert["annotations"].keys()
    assert alert["labels"]["severity"] in {"page", "ticket"}


def test_bad_debt_raises_an_alert_at_its_line() -> None:
    [rule] = [alert for alert in alerts() if alert["alert"] == "BadDebtAboveLine"]
    assert rule["expr"].endswith("> 0.012")


def test_the_containers_run_commands_that_exist() -> None:
    commands = set(getattr(get_command(app), "commands"))  # noqa: B009  pyright: click is vendored
    services = read("compose.yaml")["services"]
    used = {service["command"] for service in services.values() if service.get("command")}
    assert used == {"migrate", "serve", "worker"}
    assert used <= commands


def test_the_containers_are_set_by_settings_that_exist() -> None:
    known = {setting.variable for setting in describe()}
    written = (DEPLOY / "compose.yaml").read_text() + (DEPLOY / "Dockerfile").read_text()
    assert set(re.findall(r"\bRONGQU_\w+", written)) <= known


def test_what_the_image_copies_is_there() -> None:
    for line in (DEPLOY / "Dockerfile").read_text("utf-8").splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            *sources, _ = shlex.split(line.removeprefix("COPY "))
            for source in sources:
                assert (ROOT / source).exists(), source
