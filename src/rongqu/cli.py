"""The rongqu command. What a subcommand needs is imported when it is asked for."""

from __future__ import annotations

import errno
import sys
from dataclasses import replace
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from rongqu.commands.fraud import fraud
from rongqu.commands.ranking import ranking
from rongqu.commands.risk import risk
from rongqu.commands.screening import screening
from rongqu.infra.environment import EnvironmentProblem
from rongqu.infra.settings import Settings
from rongqu.kernel.errors import DomainError


class ExitCode(IntEnum):
    OK = 0
    FAILED = 1
    USAGE = 2
    REFUSED = 3
    ENVIRONMENT = 4


app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help="Rongqu 融渠: an SME financing platform.",
    epilog=(
        "Exit codes: 0 done · 1 failed · 2 wrong usage · 3 the input was refused · "
        "4 the environment is not right (port, disk, database, setting). "
        "Settings are RONGQU_* variables: docs/reference/settings.md."
    ),
)

ModulesOption = Annotated[
    str | None,
    typer.Option(help="Only these rooms, such as `risk,matching`. Default: all.", metavar="A,B"),
]


@app.command()
def up(
    port: Annotated[
        int | None,
        typer.Option(
            min=1, max=65_535, help="Port of the web server. Default: 8000, or the next free one."
        ),
    ] = None,
    demo: Annotated[
        bool, typer.Option(help="Load the demo economy into an empty platform.")
    ] = True,
) -> None:
    """Start the whole platform on this machine; Ctrl-C stops it.

    PostgreSQL, the web server, the worker, and the sandboxes of the bank, the message gateway,
    the authorities of time stamps and certificates, and an institution's identity provider.
    Whatever a crashed earlier run has left is cleared first.

    Examples: `rongqu up` · `rongqu up --port 9000 --no-demo`
    """
    from rongqu.commands.up import up as start

    start(Settings.from_environment(), port=port, load_demo=demo)


@app.command()
def serve(
    modules: ModulesOption = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65_535, help="Port to listen on.")] = None,
    tls: Annotated[
        tuple[Path, Path] | None,
        typer.Option(help="Certificate with its chain and private key (PEM): speak TLS 1.3 only."),
    ] = None,
) -> None:
    """Start a web server.

    Examples: `rongqu serve` · `rongqu serve --modules risk,matching --host 0.0.0.0 --port 8001` ·
    `rongqu serve --tls web.pem web.key --port 8443`
    """
    from rongqu.commands.serve import serve as start

    settings = Settings.from_environment()
    web = replace(settings.web, host=host or settings.web.host, port=port or settings.web.port)
    if tls is not None:
        web = replace(web, tls_certificate=tls[0], tls_key=tls[1])
    start(replace(settings, web=web), _names(modules))


@app.command()
def worker(modules: ModulesOption = None) -> None:
    """Start a worker: it delivers events to their handlers and runs jobs.

    Examples: `rongqu worker` · `rongqu worker --modules payments`
    """
    from rongqu.commands.worker import work

    work(Settings.from_environment(), _names(modules))


@app.command()
def migrate() -> None:
    """Bring the database to this version, with policies and calendar. Safe to repeat.

    Example: `RONGQU_DATABASE_URL=postgresql://rongqu@db/rongqu rongqu migrate`
    """
    from rongqu.commands.migrate import migrate as run

    typer.echo(f"The database is at {run(Settings.from_environment())}.")


imports = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown")
app.add_typer(imports, name="import", help="Take in data from files.")


app.add_typer(fraud, name="fraud", help="Signs of forgery in documents.")
app.add_typer(screening, name="screening", help="Lists of sanctioned names: load, look up.")
app.add_typer(ranking, name="ranking", help="Learn an order of offers from what companies chose.")
app.add_typer(risk, name="risk", help="Train, evaluate, explain and report risk models.")


class InvoiceDirection(StrEnum):
    INPUT = "input"
    OUTPUT = "output"


@imports.command("invoices")
def import_invoices(
    files: Annotated[
        list[Path],
        typer.Argument(help="Exports of the tax system: .xlsx, .csv or .parquet.", exists=True),
    ],
    direction: Annotated[
        InvoiceDirection | None,
        typer.Option(help="Purchases (input, 进项) or sales (output, 销项), if no file says it."),
    ] = None,
    create_missing: Annotated[
        bool, typer.Option(help="Register companies that are not known yet, as test companies.")
    ] = False,
    names: Annotated[
        Path | None,
        typer.Option(help="CSV file: code and name of companies to be registered.", exists=True),
    ] = None,
    refused: Annotated[
        Path | None, typer.Option(help="Write every refused line with its reason to this CSV file.")
    ] = None,
) -> None:
    """Take in VAT invoices. Importing a file twice changes nothing; a killed import goes on.

    Examples: `rongqu import invoices 进项发票.xlsx` ·
    `rongqu import invoices input.parquet output.parquet --create-missing --refused refused.csv`
    """
    settings = Settings.from_environment()
    from rongqu.commands.import_invoices import ImportRequest, read_names
    from rongqu.commands.import_invoices import import_invoices as run
    from rongqu.modules.parties.public import Direction, ImportOptions

    options = ImportOptions(
        direction=None if direction is None else Direction(direction),
        create_missing=create_missing,
        names=read_names(names),
    )
    if not run(settings, ImportRequest(files=files, options=options, refused_file=refused)):
        raise typer.Exit(ExitCode.REFUSED)


@imports.command("statement")
def import_statement(
    files: Annotated[
        list[Path],
        typer.Argument(help="camt.053 files of the custody bank, oldest first.", exists=True),
    ],
) -> None:
    """Take in the custody bank's statements: every line is matched, or a break with its reason.

    A statement that is known, does not add up or does not follow the one before it is refused.

    Example: `rongqu import statement camt053-2026-11-21.xml camt053-2026-11-22.xml`
    """
    settings = Settings.from_environment()
    from rongqu.commands.import_statement import import_statements as run

    if not run(settings, files):
        raise typer.Exit(ExitCode.REFUSED)


@imports.command("loans")
def import_loans(
    file: Annotated[
        Path, typer.Argument(help="A running book: .csv, .xlsx or .parquet.", exists=True)
    ],
    lender: Annotated[str, typer.Option(help="Unified social credit code of the lender.")],
    refused: Annotated[
        Path | None, typer.Option(help="Write every refused line with its reason to this CSV file.")
    ] = None,
) -> None:
    """Bring the loans that a lender runs already, with their plans and what was paid so far.

    Importing a file twice changes nothing; a killed import goes on. Columns: 借据号,
    借款人统一社会信用代码, 产品, 借款本金, 年利率（%）, 还款方式, 首期还款日, 期数, 已还金额.

    Example: `rongqu import loans 存量.xlsx --lender 91330100MA2KCDEF4X --refused refused.csv`
    """
    settings = Settings.from_environment()
    from rongqu.commands.import_loans import import_running_book as run
    from rongqu.kernel.uscc import parse_uscc

    if not run(settings, file, parse_uscc(lender), refused):
        raise typer.Exit(ExitCode.REFUSED)


@imports.command("repayments")
def import_repayments(
    files: Annotated[
        list[Path],
        typer.Argument(help="A bank's files of repayments: .csv, .xlsx or .parquet.", exists=True),
    ],
    lender: Annotated[
        str, typer.Option(help="Unified social credit code of the lender whose loans they pay.")
    ],
    refused: Annotated[
        Path | None, typer.Option(help="Write every refused line with its reason to this CSV file.")
    ] = None,
) -> None:
    """Take in what borrowers have paid at the lender's own bank. Importing a file twice changes
    nothing; a killed import goes on.

    Columns: 流水号 (line id), 借据号 (loan number), 还款金额 (amount), 还款日期 (paid on).

    Example: `rongqu import repayments 回盘.csv --lender 91330100MA2KCDEF4X --refused refused.csv`
    """
    settings = Settings.from_environment()
    from rongqu.commands.import_repayments import import_repayment_files as run
    from rongqu.kernel.uscc import parse_uscc

    if not run(settings, files, parse_uscc(lender), refused):
        raise typer.Exit(ExitCode.REFUSED)


ForceOption = Annotated[
    bool, typer.Option(help="Also on a platform that already has data of its own.")
]


@app.command()
def demo(
    force: ForceOption = False,
    logins: Annotated[bool, typer.Option(help="Print the log-ins at the end.")] = True,
) -> None:
    """Fill an empty platform with the demo economy: 60 companies over nine months.

    Example: `rongqu demo`
    """
    from rongqu.commands.simulate import SMALL, Economy, run_simulation, yesterday

    companies, months, seed = SMALL
    economy = Economy(companies=companies, months=months, seed=seed, last=yesterday())
    run_simulation(Settings.from_environment(), economy, force=force, logins=logins)


@app.command()
def simulate(
    companies: Annotated[int, typer.Option(min=1, max=5_000, help="How many companies.")] = 300,
    months: Annotated[int, typer.Option(min=1, max=36, help="How long, until yesterday.")] = 12,
    seed: Annotated[int, typer.Option(help="The same seed gives the same figures.")] = 7,
    force: ForceOption = False,
) -> None:
    """Fill an empty platform with an economy of any size.

    Example: `rongqu simulate --companies 300 --months 12 --seed 42`
    """
    from rongqu.commands.simulate import Economy, run_simulation, yesterday

    economy = Economy(companies=companies, months=months, seed=seed, last=yesterday())
    run_simulation(Settings.from_environment(), economy, force=force, logins=True)


@app.command()
def doctor() -> None:
    """Check what the platform needs on this machine, and say the way out where it fails.

    Example: `rongqu doctor`
    """
    from rongqu.commands.doctor import examine

    if not examine():
        raise typer.Exit(ExitCode.ENVIRONMENT)


@app.command()
def verify(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Proofs, signed PDFs, or exported records.", exists=True, dir_okay=False
        ),
    ],
    key: Annotated[
        list[str] | None,
        typer.Option(
            help="Verifier key of the log, or of a witness, `<name>+<id>+<key>`; as often as you "
            "like. Default: the key of this installation's settings."
        ),
    ] = None,
    authority: Annotated[
        list[Path] | None,
        typer.Option(
            help="PEM file of a certificate authority whose signers are known; as often as you "
            "like. Without it no signer of a PDF is.",
            exists=True,
        ),
    ] = None,
    party: Annotated[
        list[str] | None,
        typer.Option(
            help="Who should have signed a PDF, by name; as often as there are parties. Another "
            "signer, and one who has not signed, is then told."
        ),
    ] = None,
) -> None:
    """Check proofs, signed PDFs and exported records without the platform and without a network.

    A proof: is this fact in the log, unchanged? Several of one log are also compared: two histories
    are a fork. A PDF: who signed it, when, and was it changed since? Exported records: are they
    what the log's key has signed?

    Examples: `rongqu verify 17-0192….proof.json` ·
    `rongqu verify --authority ca.pem --party 西湖银行 contract.pdf` ·
    `rongqu verify --key rongqu.example/log+1a2b3c4d+AbCd… old.proof.json new.proof.json`
    """
    from rongqu.commands.verify import Believed, verify_files

    believed = Believed(keys=key or (), authorities=authority or (), parties=party or ())
    if not verify_files(Settings.from_environment(), files, believed):
        raise typer.Exit(ExitCode.REFUSED)


@app.command()
def anchor_contract(
    chain: Annotated[str, typer.Argument(help="JSON-RPC of a node, or of the signer before it.")],
    account: Annotated[str, typer.Argument(help="The account that will anchor: 0x…")],
) -> None:
    """Put the contract that keeps the log's roots on an EVM chain, once, and print its address.

    Example: `rongqu anchor-contract http://127.0.0.1:8545 0x7e5f…95bdf`
    """
    from rongqu.commands.anchor_contract import put_contract

    if not put_contract(chain, account):
        raise typer.Exit(ExitCode.REFUSED)


@app.command()
def review(
    files: Annotated[list[Path], typer.Argument(help="Texts.", exists=True, dir_okay=False)],
    kind: Annotated[
        str,
        typer.Option(
            help="`clause` for campaigns, business plans and single clauses; `loan`, `guarantee`, "
            "`pledge`, `lease` or `factoring` for whole contracts, which need statutory clauses."
        ),
    ] = "clause",
) -> None:
    """Review texts before they are sent: cost above the cap, promised returns, exaggeration,
    unequal penalties, figures that contradict each other, missing statutory clauses.

    Example: `rongqu review --kind loan contract.txt`
    """
    from rongqu.commands.review import TextKind, review_files

    if kind not in set(TextKind):
        raise typer.BadParameter(f"--kind is one of {', '.join(TextKind)}")
    if not review_files(files, TextKind(kind)):
        raise typer.Exit(ExitCode.REFUSED)


@app.command()
def openapi() -> None:
    """Print the API as an OpenAPI document.

    Example: `rongqu openapi > openapi.json`
    """
    from rongqu.commands.openapi import openapi_document

    typer.echo(openapi_document(Settings.from_environment()))


def _names(modules: str | None) -> tuple[str, ...] | None:
    if modules is None:
        return None
    from rongqu.rooms import UnknownRoom, check_rooms

    names = tuple(name.strip() for name in modules.split(",") if name.strip())
    try:
        check_rooms(names)
    except UnknownRoom as error:
        raise typer.BadParameter(str(error), param_hint="--modules") from None
    return names


def main() -> None:
    """What a person can mend is one sentence and an exit code; anything else is a bug."""
    try:
        app(prog_name="rongqu")
    except EnvironmentProblem as problem:
        _leave(str(problem), ExitCode.ENVIRONMENT)
    except DomainError as refusal:
        details = ", ".join(f"{name} {value}" for name, value in refusal.params.items())
        _leave(f"refused: {refusal.code} ({details})", ExitCode.REFUSED)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        _leave("the disk is full: free some space and try again.", ExitCode.ENVIRONMENT)


def _leave(words: str, code: ExitCode) -> NoReturn:
    typer.echo(f"rongqu: {words}", err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
