"""`rongqu risk`: each bad input has a clear answer; a good table becomes signed models."""

from __future__ import annotations

import asyncio
import base64
import json
import pickle
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner, Result

from rongqu.cli import app
from rongqu.infra.database import Engine
from rongqu.kernel.errors import DomainError
from rongqu.modules.risk.features import FEATURES
from rongqu.modules.risk.standard import computable
from tests.builders.events import published
from tests.builders.labelled import given_table

runner = CliRunner()


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RONGQU_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def frame(rows: int = 600) -> pl.DataFrame:
    columns, is_bad = given_table(rows)
    return pl.DataFrame(
        {
            "debt": columns["debt"],
            "trade": columns["trade"].tolist(),
            "noise": columns["noise"],
            "bad": is_bad.astype(int),
        }
    ).with_columns(pl.col("debt").fill_nan(None))


def run(*words: str) -> Result:
    return runner.invoke(app, ["risk", *words])


def train(table: str = "loans.csv", *more: str) -> Result:
    return run("train", table, "--label", "bad", "--model", "scorecard", *more)


def refusal(result: Result) -> tuple[str, dict[str, object]]:
    assert isinstance(result.exception, DomainError), result.output
    return result.exception.code, result.exception.params


@pytest.mark.parametrize("command", ["train", "evaluate", "explain", "report"])
def test_every_command_shows_an_example(command: str) -> None:
    shown = runner.invoke(app, ["risk", command, "--help"])
    assert shown.exit_code == 0
    assert "Example" in shown.output


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_from_a_table_to_a_report(suffix: str, tmp_path: Path) -> None:
    path = f"loans.{suffix}"
    if suffix == "csv":
        frame().write_csv(path)
    else:
        frame().write_parquet(path)

    made = train(path)

    assert made.exit_code == 0, made.output
    model = "models/loans-scorecard.rongqu.json"
    assert "AUC" in made.output
    assert run("evaluate", model, path).exit_code == 0
    told = run("explain", model, path, "--row", "2", "--language", "en")
    assert told.exit_code == 0
    assert "PD" in told.output
    assert "points" in told.output
    assert run("report", model, path, "--out", "r.html").exit_code == 0
    page = (tmp_path / "r.html").read_text("utf-8")
    for wanted in ("模型报告", "ROC", "KS", "校准", "提升", "分箱", "PSI", "理由"):
        assert wanted in page
    assert "http" not in page


def test_groups_are_compared() -> None:
    frame().write_csv("loans.csv")
    assert train().exit_code == 0

    shown = run("evaluate", "models/loans-scorecard.rongqu.json", "loans.csv", "--by", "trade")

    assert shown.exit_code == 0
    for group in ("bakery", "mine", "school"):
        assert group in shown.output
    missing = run("evaluate", "models/loans-scorecard.rongqu.json", "loans.csv", "--by", "moon")
    assert refusal(missing) == ("models.columns_missing", {"columns": "moon"})


def test_columns_that_give_the_outcome_away_are_named() -> None:
    leaking = frame().with_columns(
        written_off=pl.when(pl.col("bad") == 1).then(pl.lit(1000.0)),
        outcome_copy=pl.col("bad") * 2.5 + pl.col("noise") * 0.01,
        recovered_LEAK=pl.lit(1.0),
        loan_id=pl.int_range(pl.len()).cast(pl.String),
        nothing=pl.lit(None, dtype=pl.Float64),
        sex=pl.lit("f"),
    )
    leaking.write_parquet("loans.parquet")

    made = train("loans.parquet")

    assert made.exit_code == 0
    told = {line.split(":")[0].strip("! "): line for line in made.output.splitlines()}
    assert "suspected_leak" in told["written_off"]
    assert "suspected_leak" in told["outcome_copy"]
    assert "declared_leak" in told["recovered_LEAK"]
    assert "identifier" in told["loan_id"]
    assert "empty" in told["nothing"]
    assert "protected" in told["sex"]


def test_a_plan_keeps_and_drops_columns(tmp_path: Path) -> None:
    frame().with_columns(sex=pl.lit("f")).write_csv("loans.csv")
    (tmp_path / "plan.toml").write_text('keep = ["sex"]\ndrop = ["debt"]\n[scale]\npdo = 40\n')

    assert train("loans.csv", "--plan", "plan.toml").exit_code == 0

    told = run("evaluate", "models/loans-scorecard.rongqu.json", "loans.csv").output
    assert "sex" in told
    assert "debt" not in told


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "models.table_empty"),
        (b"debt,bad\n", "models.table_empty"),
        (b"debt,bad\n1,0\n2,0\n", "models.one_outcome_only"),
        (b"debt,bad\n1,1\n2,1\n", "models.one_outcome_only"),
        (b"debt,bad\n1,1\n2,7\n", "models.label_not_binary"),
        (b"debt,bad\n1,1\n2,\n", "models.label_not_binary"),
        (b"debt,worse\n1,1\n2,0\n", "models.columns_missing"),
        ("debt,bad\n矿,1\n2,0\n".encode("gb18030"), "models.table_not_utf8"),
        (b"since,debt,bad\n2999-01-01,1,1\n2020-01-01,2,0\n", "models.dates_in_future"),
        (b"debt,bad\n,1\n,0\n", "models.nothing_to_learn_from"),
    ],
)
def test_a_bad_table_is_refused_with_its_own_code(
    content: bytes, code: str, tmp_path: Path
) -> None:
    (tmp_path / "loans.csv").write_bytes(content)

    assert refusal(train())[0] == code
    assert not (tmp_path / "models").exists()


def test_the_line_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "loans.csv").write_bytes(b"debt,bad\n1,0\n2,0\n\xff,1\n")

    assert refusal(train())[1]["line"] == 4


@pytest.mark.parametrize("name", ["loans.xlsx", "loans.parquet"])
def test_what_is_no_table_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"not a table")

    assert refusal(train(name))[0] == "models.table_unreadable"


def test_a_stranger_s_model_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    frame().write_csv("loans.csv")
    assert train().exit_code == 0
    monkeypatch.setenv("RONGQU_HOME", str(tmp_path / "another_house"))

    refused = run("evaluate", "models/loans-scorecard.rongqu.json", "loans.csv")

    assert refusal(refused)[0] == "models.model_not_trusted"


BEGIN = b"since,debt,trade,noise,bad\n"


def test_a_model_is_asked_about_a_bad_table(tmp_path: Path) -> None:
    """Only `explain` needs no outcome."""
    frame().write_csv("loans.csv")
    assert train().exit_code == 0
    model = "models/loans-scorecard.rongqu.json"
    good = b"2026-01-01,1,mine,0,0\n2026-01-02,2,mine,0,0\n"
    tables = {
        "models.table_empty": BEGIN,
        "models.table_not_utf8": BEGIN + "2026-01-01,1,矿,0,1\n".encode("gb18030"),
        "models.dates_in_future": BEGIN + b"2999-01-01,1,mine,0,1\n2026-01-01,1,mine,0,0\n",
        "models.columns_missing": b"trade,noise,bad\nmine,1,1\nmine,2,0\n",
        "models.one_outcome_only": BEGIN + good,
        "models.label_not_binary": BEGIN + good + b"2026-01-03,2,mine,0,7\n",
    }
    of_outcomes = {"models.one_outcome_only", "models.label_not_binary"}
    for code, content in tables.items():
        (tmp_path / "next.csv").write_bytes(content)
        for command in ("evaluate", "report", "explain"):
            found = run(command, model, "next.csv")
            if command == "explain" and code in of_outcomes:
                assert found.exit_code == 0, found.output
            else:
                assert (command, refusal(found)[0]) == (command, code)
    assert not (tmp_path / "report.html").exists()


def test_a_leak_at_scoring_time_is_named() -> None:
    frame().write_csv("loans.csv")
    assert train().exit_code == 0
    leaking = frame().with_columns(debt=pl.col("bad") * 2.5 + pl.col("noise") * 0.01)
    leaking.write_csv("next.csv")

    told = run("evaluate", "models/loans-scorecard.rongqu.json", "next.csv").output

    assert "debt: nearly gives the outcome away in this table (AUC 1.000)" in told


def test_no_command_opens_a_file_that_was_changed_or_is_not_signed(tmp_path: Path) -> None:
    frame().write_csv("loans.csv")
    assert train().exit_code == 0
    path = tmp_path / "models/loans-scorecard.rongqu.json"
    sealed = json.loads(path.read_text())
    path.write_text(json.dumps(sealed | {"kind": "onnx"}))
    (tmp_path / "pickle.rongqu.json").write_bytes(pickle.dumps({"points": 1}))
    (tmp_path / "plain.rongqu.json").write_bytes(base64.b64decode(sealed["content"]))
    expected = {
        str(path): "models.model_not_trusted",
        "pickle.rongqu.json": "models.model_unreadable",
        "plain.rongqu.json": "models.model_unreadable",
    }
    for command in ("evaluate", "report", "explain"):
        for file, code in expected.items():
            assert refusal(run(command, file, "loans.csv"))[0] == code


def test_unknown_categories_and_missing_columns_at_scoring_time() -> None:
    frame().write_csv("loans.csv")
    assert train().exit_code == 0
    model = "models/loans-scorecard.rongqu.json"
    frame().with_columns(trade=pl.lit("casino")).write_csv("next.csv")

    told = run("evaluate", model, "next.csv").output
    assert "trade: 600 rows with categories rare or absent in training" in told
    explained = run("explain", model, "next.csv", "--language", "en").output
    assert "unknown categories in trade: a person has to look" in explained
    frame().drop("debt").write_csv("less.csv")
    assert refusal(run("evaluate", model, "less.csv")) == (
        "models.columns_missing",
        {"columns": "debt"},
    )


LINE = "{company},{no},{day},{partner},{net},0.00,有效发票"


def test_a_sample_has_what_the_platform_computes_and_its_model_can_be_adopted() -> None:
    lines = ["company_id,invoice_no,invoice_date,counterparty_id,net_amount,tax_amount,status"]
    for number, month in enumerate(range(1, 13)):
        day = f"2025-{month:02}-10"
        lines.append(LINE.format(company="T1", no=number, day=day, partner="P1", net="1000.00"))
        lines.append(LINE.format(company="T2", no=number, day=day, partner="P2", net="250.50"))
    lines.append(LINE.format(company="T2", no=99, day="2026-01-02", partner="P3", net="900000.00"))
    Path("sales.csv").write_text("\n".join(lines) + "\n", "utf-8")
    Path("purchases.csv").write_text("\n".join(lines[:2]) + "\n", "utf-8")
    Path("companies.csv").write_text("company_id,defaulted\nT1,0\nT2,1\n", "utf-8")

    made = run("sample", "sales.csv", "purchases.csv", "--as-of", "2026-01-01",
               "--labels", "companies.csv:defaulted")  # fmt: skip

    assert made.exit_code == 0, made.output
    found = pl.read_parquet("sample.parquet").sort("company_id")
    assert set(found.columns) == {"company_id", "defaulted", *FEATURES}
    assert found["turnover_12m"].to_list() == [12_000.0, 3_006.0]
    assert found["customer_top_share"].to_list() == [1.0, 1.0]
    assert set(FEATURES) <= computable()


async def test_a_model_is_adopted_by_one_command(
    engine: Engine, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RONGQU_DATABASE_URL", database_url)
    columns, is_bad = given_table(400)
    served = {"turnover_12m": columns["noise"], "void_rate": columns["debt"], "bad": is_bad * 1}
    pl.DataFrame(served).write_csv("own.csv")
    assert train("own.csv").exit_code == 0
    adopt = ("adopt", "models/own-scorecard.rongqu.json", "--reason", "our own cases")

    short = run(*adopt[:-1], "no")
    made = await asyncio.to_thread(run, *adopt)

    assert short.exit_code != 0
    assert made.exit_code == 0, made.output
    assert "own-scorecard is no. 1. Asked for as challenger" in made.output
    assert await published(engine) == ["models.registered.v1", "compliance.approval_asked.v1"]
