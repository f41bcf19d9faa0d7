"""`rongqu risk`: train, evaluate, explain and report on any labelled table.

What a command needs is imported when it is asked for: learning brings large libraries along.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rongqu.infra.settings import Settings

if TYPE_CHECKING:
    from rongqu.commands.risk_features import FeaturesRequest

risk = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown")


LEAST_REASON = 5


class ModelKind(StrEnum):
    ALL = "all"
    SCORECARD = "scorecard"
    BOOSTING = "boosting"


class Words(StrEnum):
    ZH = "zh"
    EN = "en"


TableArgument = Annotated[
    Path, typer.Argument(help="A labelled table: .csv (UTF-8) or .parquet.", exists=True)
]
ModelArgument = Annotated[
    Path, typer.Argument(help="A signed model file, *.rongqu.json.", exists=True)
]
LanguageOption = Annotated[Words, typer.Option(help="Language of the words.")]
LabelsOption = Annotated[
    Path | None,
    typer.Option(help="TOML file with words for columns: [column] zh = … en = …", exists=True),
]


@risk.command("train")
def train_command(
    table: TableArgument,
    label: Annotated[str, typer.Option(help="The column with the outcome: 1 bad, 0 good.")],
    out: Annotated[Path, typer.Option(help="Folder for the models.")] = Path("models"),
    model: Annotated[ModelKind, typer.Option(help="What to train.")] = ModelKind.ALL,
    plan: Annotated[
        Path | None,
        typer.Option(help="TOML file: drop, keep, weight, folds, seed, [scale].", exists=True),
    ] = None,
) -> None:
    """Train a scorecard, boosted trees and both weighed; measure them out of sample; sign them.

    Columns that give the outcome away, that are empty, or that name the row are left out by name.
    The plan may say otherwise: `drop = ["branch"]`, `keep = ["age"]`, `weight = "cases"`,
    `folds = 10`, `[scale]` with `base_score`, `base_odds`, `pdo`.

    Examples: `rongqu risk train loans.csv --label defaulted` ·
    `rongqu risk train loans.parquet --label bad --model scorecard --plan plan.toml`
    """
    from rongqu.commands.risk_models import TrainRequest, train_models
    from rongqu.commands.risk_tables import read_plan
    from rongqu.modules.models.making.train import Kind

    request = TrainRequest(
        table=table,
        label=label,
        out=out,
        kinds=tuple(Kind) if model is ModelKind.ALL else (Kind(model),),
        plan=read_plan(plan),
    )
    train_models(Settings.from_environment(), request)


@risk.command("evaluate")
def evaluate_command(
    model: ModelArgument,
    table: TableArgument,
    by: Annotated[
        list[str] | None, typer.Option(help="Column whose groups are compared; repeat for more.")
    ] = None,
) -> None:
    """What a model is worth on a table it has not seen, how far that has drifted, and whether it
    treats groups differently.

    Example: `rongqu risk evaluate models/loans-scorecard.rongqu.json loans_2027.csv --by region`
    """
    from rongqu.commands.risk_models import evaluate_model

    evaluate_model(Settings.from_environment(), model, table, tuple(by or ()))


@risk.command("explain")
def explain_command(
    model: ModelArgument,
    table: Annotated[Path, typer.Argument(help="The table with the case.", exists=True)],
    row: Annotated[int, typer.Option(help="Which row, from 1.")] = 1,
    language: LanguageOption = Words.ZH,
    labels: LabelsOption = None,
) -> None:
    """The score of one row with its default probability and its reasons in words.

    Example: `rongqu risk explain models/loans-scorecard.rongqu.json loans.csv --row 12`
    """
    from rongqu.commands.risk_models import explain_row
    from rongqu.modules.models.serving.words import Language

    settings = Settings.from_environment()
    explain_row(settings, model, table, row, (Language(language), labels))


@risk.command("report")
def report_command(
    model: ModelArgument,
    table: TableArgument,
    out: Annotated[Path, typer.Option(help="The HTML file to write.")] = Path("report.html"),
    language: LanguageOption = Words.ZH,
    labels: LabelsOption = None,
) -> None:
    """Write an HTML report: ROC, KS, calibration, lift, bins, stability, reasons.

    Example: `rongqu risk report models/loans-blend.rongqu.json loans_2027.csv --out report.html`
    """
    from rongqu.commands.risk_models import report_model
    from rongqu.modules.models.serving.words import Language

    settings = Settings.from_environment()
    report_model(settings, model, table, out, (Language(language), labels))


@risk.command("adopt")
def adopt_command(
    model: ModelArgument,
    reason: Annotated[str, typer.Option(help="Why: whoever agrees reads it.")],
    champion: Annotated[
        bool, typer.Option("--champion", help="Ask that it decides; else it answers in the shadow.")
    ] = False,
) -> None:
    """Register a model with the platform and ask for its post; a second person has to agree.

    Example: `rongqu risk adopt models/sme-scorecard.rongqu.json --reason "retrained on 2026"`
    """
    from rongqu.commands.risk_adoption import adopt_model
    from rongqu.modules.models.public import Adoption, Post

    if len(reason.strip()) < LEAST_REASON:
        raise typer.BadParameter(f"at least {LEAST_REASON} characters", param_hint="--reason")
    post = Post.CHAMPION if champion else Post.CHALLENGER
    adopt_model(Settings.from_environment(), model, Adoption(post=post, reason=reason.strip()))


@risk.command("features")
def features_command(
    sales: Annotated[Path, typer.Argument(help="Sales invoices, .csv or .parquet.", exists=True)],
    purchases: Annotated[Path, typer.Argument(help="Purchase invoices.", exists=True)],
    as_of: Annotated[
        str, typer.Option(help="Day of the decision, 2026-11-01: nothing later is seen.")
    ],
    out: Annotated[Path, typer.Option(help="The table to write.")] = Path("features.parquet"),
    labels: Annotated[
        str | None, typer.Option(help="Table and column with outcomes, as companies.csv:defaulted.")
    ] = None,
) -> None:
    """Compute all features of all companies as of a day; name those that are of no use.

    Example: `rongqu risk features output.parquet input.parquet --as-of 2019-01-01
    --labels companies.csv:defaulted`
    """
    from rongqu.commands.risk_features import make_features

    request = _request(sales, purchases, as_of, out, labels)
    make_features(request)


@risk.command("sample")
def sample_command(
    sales: Annotated[Path, typer.Argument(help="Sales invoices, .csv or .parquet.", exists=True)],
    purchases: Annotated[Path, typer.Argument(help="Purchase invoices.", exists=True)],
    as_of: Annotated[str, typer.Option(help="Day of the decision: nothing later is seen.")],
    labels: Annotated[str, typer.Option(help="Table and column with outcomes.")],
    out: Annotated[Path, typer.Option(help="The table to write.")] = Path("sample.parquet"),
) -> None:
    """Make a labelled table of what the platform itself computes: its models can be adopted.

    Example: `rongqu risk sample output.parquet input.parquet --as-of 2019-01-01
    --labels companies.csv:defaulted`, then `rongqu risk train sample.parquet --label defaulted`
    and `rongqu risk adopt models/sample-scorecard.rongqu.json --reason "our own cases"`
    """
    from rongqu.commands.risk_features import make_sample

    make_sample(_request(sales, purchases, as_of, out, labels))


def _request(
    sales: Path, purchases: Path, as_of: str, out: Path, labels: str | None
) -> FeaturesRequest:
    from rongqu.commands.risk_features import FeaturesRequest

    try:
        day = date.fromisoformat(as_of)
    except ValueError:
        raise typer.BadParameter("a day, such as 2026-11-01", param_hint="--as-of") from None
    path, _, column = (labels or "").rpartition(":")
    return FeaturesRequest(
        sales=sales,
        purchases=purchases,
        as_of=day,
        out=out,
        labels=(Path(path), column) if path else None,
    )


@risk.command("catalogue")
def catalogue_command(
    out: Annotated[Path, typer.Option(help="The CSV file to write.")] = Path("features.csv"),
) -> None:
    """Write what every feature is: meaning, unit, source, window, lineage, freshness, use.

    Example: `rongqu risk catalogue --out features.csv`
    """
    from rongqu.commands.risk_features import write_catalogue

    write_catalogue(out)
