"""The deployment files say what the programs do."""

from __future__ import annotations

import json
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
    asked = {SUFFIX.sub("", name) for name in re.findall(r"\brongqu_\w+", alert["expr"])}

    assert asked <= exposed_names()
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


def dashboards() -> list[Path]:
    return sorted((DEPLOY / "grafana").glob("*.json"))


def exposed_names() -> set[str]:
    rooms.load_rooms()
    exposed = set(re.findall(r"^# TYPE (\w+)", generate_latest().decode(), re.MULTILINE))
    return exposed | {reading.name for reading in registered_readings()} | {"rongqu_reading_failed"}


@pytest.mark.parametrize("dashboard", dashboards(), ids=lambda path: path.stem)
def test_a_dashboard_shows_figures_that_are_exposed(dashboard: Path) -> None:
    board = json.loads(dashboard.read_text("utf-8"))
    panels = board["panels"]
    for panel in panels:
        for target in panel["targets"]:
            names = re.findall(r"\brongqu_\w+", target["expr"])
            assert names, panel["title"]
            assert {SUFFIX.sub("", name) for name in names} <= exposed_names(), panel["title"]
    assert len({panel["id"] for panel in panels}) == len(panels)


HELM = DEPLOY / "helm" / "rongqu"


def values() -> dict[str, Any]:
    return yaml.safe_load((HELM / "values.yaml").read_text("utf-8"))


def test_the_chart_names_values_that_exist() -> None:
    """Not rendered: helm is not at hand. What a template asks for has to be there."""
    for template in (HELM / "templates").iterdir():
        for path in re.findall(r"\.Values\.([\w.]+)", template.read_text("utf-8")):
            found: Any = values()
            for name in path.split("."):
                assert name in found, f"{template.name}: {path}"
                found = found[name]


def test_every_part_of_the_chart_that_is_included_is_defined() -> None:
    text = "".join(path.read_text("utf-8") for path in (HELM / "templates").iterdir())
    used = set(re.findall(r'include "([\w.]+)"', text))
    assert used == set(re.findall(r'define "([\w.]+)"', text))
    opened = len(re.findall(r"{{-? *(?:if|range|define|with)\b", text))
    assert opened == len(re.findall(r"{{-? *end *-?}}", text))


def test_the_chart_is_set_by_settings_and_rooms_that_exist() -> None:
    known = {setting.variable for setting in describe()}
    written = (HELM / "values.yaml").read_text("utf-8")
    assert set(re.findall(r"\bRONGQU_\w+", written)) <= known
    paths = json.loads((ROOT / "docs/reference/openapi.json").read_text("utf-8"))["paths"]
    for group in (*values()["web"]["groups"], *values()["worker"]["groups"]):
        rooms.check_rooms(group.get("modules", []))
        for path in group.get("paths", []):
            assert any(each.startswith(f"{path}/") for each in paths), path


def test_only_migrations_know_the_owner_of_the_tables() -> None:
    """A web server that can become the owner is not held by row-level security."""
    knows = {
        path.name
        for path in (HELM / "templates").iterdir()
        if ".Values.ownerSecret" in path.read_text("utf-8")
    }
    written = (HELM / "values.yaml").read_text("utf-8")
    of_all, of_owner = written.split("\nownerSecret:")[0].split("\nsecret:")

    assert knows == {"migrate.yaml"}
    assert "RONGQU_DATABASE_OWNER_URL" not in of_all
    assert "RONGQU_DATABASE_OWNER_URL" in of_owner


def test_migrations_need_nothing_that_is_installed_after_them() -> None:
    """They run before anything of the release is there: pods find a database that is ready."""
    text = (HELM / "templates" / "migrate.yaml").read_text("utf-8")
    shared = (HELM / "templates" / "_pod.tpl").read_text("utf-8")
    assert "helm.sh/hook: pre-install,pre-upgrade" in text
    assert "configMapRef" not in text + shared


def test_the_chart_runs_commands_that_exist() -> None:
    commands = set(getattr(get_command(app), "commands"))  # noqa: B009  pyright: click is vendored
    text = "".join(path.read_text("utf-8") for path in (HELM / "templates").glob("*.yaml"))
    used = set(re.findall(r"args: \[(\w+)\]", text)) | set(re.findall(r"args:\n\s+- (\w+)", text))
    assert used == {"migrate", "serve", "worker"}
    assert used <= commands
