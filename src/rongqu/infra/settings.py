"""Everything that differs between two installations, read once from `RONGQU_*` variables.

A group is a class, a setting a field: `database.pool_size` is `RONGQU_DATABASE_POOL_SIZE`.
`docs/reference/settings.md` is made from this file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

from rongqu.infra.environment import EnvironmentProblem

PREFIX = "RONGQU_"
TRUE, FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})

WORDS: dict[type[Any], str] = {
    bool: "true or false",
    float: "a number",
    int: "a whole number",
    Path: "a path",
    str: "text",
}

T = TypeVar("T")


class SettingInvalid(EnvironmentProblem):
    """Names the variable, and never the value: it may be a secret."""


class LogFormat(StrEnum):
    JSON = "json"
    CONSOLE = "console"


def setting(default: T, words: str, *, secret: bool = False) -> T:
    """A field with the sentence that explains it; a secret is left out of every repr."""
    described: Any = field(
        default=default, repr=not secret, metadata={"words": words, "secret": secret}
    )
    return described


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseSettings:
    url: str = setting(
        "",
        "Address of a PostgreSQL 18, `postgresql://rongqu_app:password@host/database`: the role "
        "that owns nothing and sees what its scope allows. "
        "Empty: the embedded server in `RONGQU_HOME`.",
        secret=True,
    )
    owner_url: str = setting(
        "",
        "Address by which `rongqu migrate` makes and changes tables: that of their owner. "
        "Empty: `RONGQU_DATABASE_URL`.",
        secret=True,
    )
    pool_size: int = setting(
        20, "Connections of one web process. All pools together stay below `max_connections`."
    )
    worker_pool_size: int = setting(
        20, "Connections of one worker: one for each delivery and job at once, and some spare."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    host: str = setting("127.0.0.1", "Address the web server listens on. `0.0.0.0`: every one.")
    port: int = setting(8000, "Port of the web server.")
    public_url: str = setting(
        "",
        "Where people and call-backs reach the platform, such as `https://rongqu.example`. "
        "Empty: the host and port it listens on.",
    )
    app: Path | None = setting(
        None, "Folder of the built web app. Empty: `web/dist` of the checkout, if it is there."
    )
    tls_certificate: Path | None = setting(
        None,
        "Certificate with its chain (PEM), to speak TLS 1.3 without a proxy in front. "
        "Empty: plain http.",
    )
    tls_key: Path | None = setting(None, "Private key (PEM) of that certificate.")
    canary_logins: str = setting(
        "",
        "Log-ins that belong to nobody, planted where only intruders look, as `a@b.example,...`: "
        "whoever tries one raises an alert and is locked out.",
        secret=True,
    )
    canary_records: str = setting(
        "",
        "Ids of planted companies, applications, documents, ... that nobody has a reason to open: "
        "whoever names one raises an alert.",
        secret=True,
    )
    canary_keys: str = setting(
        "",
        "Made-up keys, planted where only intruders look: whoever shows one raises an alert and is "
        "locked out.",
        secret=True,
    )
    stop_seconds: float = setting(
        10.0, "How long requests under way may take to end after the order to stop."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerSettings:
    host: str = setting("127.0.0.1", "Address of the worker's `/healthz`, `/readyz`, `/metrics`.")
    port: int = setting(8010, "Port of the worker's `/healthz`, `/readyz`, `/metrics`.")


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageSettings:
    url: str = setting(
        "",
        "Where files are kept: `file:///folder` or `s3://bucket/prefix` (keys and endpoint from "
        "the usual `AWS_*` variables). Empty: the folder `files` in `RONGQU_HOME`.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BankSettings:
    url: str = setting("http://127.0.0.1:8020", "The custody bank's API.")
    settlement_account: str = setting(
        "880000000000", "The custody account that the bank's statements are of."
    )
    fee_account: str = setting(
        "880000000001", "The platform's own account within it, to which fees go."
    )
    timeout_seconds: float = setting(
        10.0, "How long the bank may take to answer. Silence is put on record, then asked about."
    )
    secret: str = setting(
        "sandbox-bank-secret",
        "Key that signs requests to the bank and its call-backs. The default is for the sandbox "
        "bank only.",
        secret=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewaySettings:
    url: str = setting("http://127.0.0.1:8030", "The gateway that sends SMS and e-mail.")
    secret: str = setting(
        "sandbox-gateway-secret",
        "Key that signs requests to the gateway. The default is for the sandbox gateway only.",
        secret=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CryptoSettings:
    master_key: str = setting(
        "trial",
        "The key that wraps the keys of personal data: `file:///path` (made if it is not there), "
        "or `pkcs11:///path/to/module.so?token=T&label=L&pin-env=V` for a key inside a security "
        "module. `trial` is for trying out: everybody knows it. The embedded database has a file "
        "of its own in `RONGQU_HOME`.",
    )
    blind_index_key: str = setting(
        "rongqu-blind-index-key",
        "Key of the hashes by which log-ins are found. Set it before the first person signs up and "
        "keep it: with another key nobody's log-in is found. The default is for trying out.",
        secret=True,
    )
    breached_passwords: Path | None = setting(
        None,
        "File of SHA-1 hashes of breached passwords, one a line and sorted, as the downloader of "
        "Have I Been Pwned writes it. Empty: only common passwords are refused.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSettings:
    origin: str = setting(
        "rongqu.example/log",
        "Name of the tamper-evident log: an address of yours without `https://`. It stands in "
        "every checkpoint; change it only with the key, before the first fact.",
    )
    signing_key: str = setting(
        "cm9uZ3F1LWV2aWRlbmNlLWtleS1mb3ItdHJpYWwtMDE=",
        "Ed25519 seed, 32 bytes in base64, that signs the log's checkpoints. Set it before the "
        "first fact and keep it. The default is for trying out: anybody can sign with it.",
        secret=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TsaSettings:
    url: str = setting(
        "", "A time stamp authority (RFC 3161) that stamps the log's checkpoints. Empty: none."
    )
    authority: Path | None = setting(
        None, "PEM file of the certificate that the authority's own must lead to."
    )
    revocations: str = setting(
        "", "Where the revocation list (CRL) of that certificate is, for signatures that last."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainSettings:
    url: str = setting(
        "",
        "JSON-RPC of a node of an EVM consortium chain (FISCO BCOS, Besu) that keeps the roots of "
        "the tamper-evident log. It, or a signer in front of it, holds the account's key. Empty: "
        "none.",
    )
    contract: str = setting(
        "", "Address of the contract that keeps them, as `rongqu anchor-contract` has told it."
    )
    account: str = setting("", "The account that put it there: it alone may anchor.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FabricSettings:
    target: str = setting(
        "",
        "A peer of a Hyperledger Fabric network, `host:port`, whose Gateway keeps the roots of the "
        "tamper-evident log. Empty: none.",
    )
    channel: str = setting("", "The channel on which facts are anchored.")
    chaincode: str = setting("anchor", "The chaincode on it, `adapters/anchor_chaincode`.")
    msp: str = setting("", "The organisation we are on it: the id of its MSP.")
    certificate: Path | None = setting(None, "Our certificate of that MSP (PEM).")
    key: Path | None = setting(None, "Its private key (PEM, ECDSA on P-256).")
    tls_roots: Path | None = setting(
        None, "PEM file of the CA that the peer's TLS certificate leads to. Empty: no TLS."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessSettings:
    url: str = setting(
        "",
        "A witness (C2SP `tlog-witness`) that cosigns the log's checkpoints, without "
        "`/add-checkpoint`. Empty: none.",
    )
    key: str = setting("", "Its verifier key, `<name>+<id>+<key>`.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeersSettings:
    urls: str = setting(
        "",
        "Other platforms that are asked whether things are pledged with them, as "
        "`name=https://...,name=https://...`. Empty: nobody is asked.",
    )
    secrets: str = setting(
        "",
        "The keys that were agreed with them, as `name=key,name=key`; by them questions are signed "
        "and things are hashed. Whoever has one may ask this platform, too, also without a URL.",
        secret=True,
    )
    name: str = setting("rongqu", "The name by which they know this platform.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaSettings:
    url: str = setting(
        "http://127.0.0.1:8050", "The certificate authority that certifies who signs contracts."
    )
    authority: Path | None = setting(
        None,
        "PEM file of the certificate that signers' certificates must lead to. Empty: `ca/ca.pem` "
        "in `RONGQU_HOME`, which the sandbox authority makes.",
    )
    secret: str = setting(
        "sandbox-ca-secret",
        "Key that signs requests to the authority. The default is for the sandbox only.",
        secret=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    trusted_hosts: str = setting(
        "",
        "Hosts inside your network that partners' addresses (webhooks, identity providers) may "
        "lead to all the same, as `host:port,host:port`; also over http. Empty: only public ones.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSettings:
    format: LogFormat = setting(
        LogFormat.JSON,
        "`json`: one object a line, without the messages of exceptions, which may quote personal "
        "data. `console`: for reading on one's own machine, with them.",
    )
    level: str = setting("INFO", "The least level that is written: DEBUG, INFO, WARNING, ERROR.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OtelSettings:
    endpoint: str = setting(
        "",
        "Base address of an OpenTelemetry collector (OTLP over HTTP), such as "
        "`http://collector:4318`. Empty: no traces.",
    )
    sample_ratio: float = setting(1.0, "Share of traces that are kept, 0 to 1.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    home: Path = setting(
        Path(".rongqu"), "Folder of the embedded database, of files and of logs on one machine."
    )
    database: DatabaseSettings = field(default_factory=DatabaseSettings)
    web: WebSettings = field(default_factory=WebSettings)
    worker: WorkerSettings = field(default_factory=WorkerSettings)
    storage: StorageSettings = field(default_factory=StorageSettings)
    bank: BankSettings = field(default_factory=BankSettings)
    gateway: GatewaySettings = field(default_factory=GatewaySettings)
    crypto: CryptoSettings = field(default_factory=CryptoSettings)
    evidence: EvidenceSettings = field(default_factory=EvidenceSettings)
    tsa: TsaSettings = field(default_factory=TsaSettings)
    chain: ChainSettings = field(default_factory=ChainSettings)
    fabric: FabricSettings = field(default_factory=FabricSettings)
    witness: WitnessSettings = field(default_factory=WitnessSettings)
    ca: CaSettings = field(default_factory=CaSettings)
    peers: PeersSettings = field(default_factory=PeersSettings)
    fetch: FetchSettings = field(default_factory=FetchSettings)
    log: LogSettings = field(default_factory=LogSettings)
    otel: OtelSettings = field(default_factory=OtelSettings)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        return _read(cls, PREFIX, environment)

    @property
    def database_url(self) -> str:
        """The address for SQLAlchemy; raises SettingInvalid where no database is configured.

        `rongqu` sets it for its commands when it has started the embedded server.
        """
        if not self.database.url:
            raise SettingInvalid(
                "RONGQU_DATABASE_URL is empty: set it, or start through the rongqu command."
            )
        return _for_the_driver(self.database.url)

    @property
    def owner_url(self) -> str:
        return _for_the_driver(self.database.owner_url) or self.database_url

    @property
    def storage_url(self) -> str:
        return self.storage.url or (self.home.absolute() / "files").as_uri()

    @property
    def public_url(self) -> str:
        scheme = "http" if self.web.tls_certificate is None else "https"
        return self.web.public_url.rstrip("/") or f"{scheme}://{self.web.host}:{self.web.port}"


def _for_the_driver(url: str) -> str:
    _, separator, rest = url.partition("://")
    return f"postgresql+asyncpg{separator}{rest}" if url else ""


def check_keys(settings: Settings) -> None:
    """Whoever is reached over https has real customers: the keys for trying out are refused."""
    if not settings.public_url.startswith("https://"):
        return
    trial = Settings()
    for variable, given, known in (
        ("CRYPTO_MASTER_KEY", settings.crypto.master_key, trial.crypto.master_key),
        ("CRYPTO_BLIND_INDEX_KEY", settings.crypto.blind_index_key, trial.crypto.blind_index_key),
    ):
        if given == known:
            raise SettingInvalid(
                f"{PREFIX}{variable} is still the one for trying out, which everybody knows: "
                "set your own before people reach you at https://."
            )


@dataclass(frozen=True, slots=True)
class Description:
    """One line of the settings page."""

    variable: str
    kind: str
    default: str
    words: str


def describe(group: type[Any] = Settings, prefix: str = PREFIX) -> Iterator[Description]:
    """Every setting in the order of this file."""
    kinds = get_type_hints(group)
    for each in fields(group):
        if "words" not in each.metadata:
            yield from describe(kinds[each.name], f"{prefix}{each.name.upper()}_")
            continue
        yield Description(
            variable=f"{prefix}{each.name.upper()}",
            kind=_words_of(_without_none(kinds[each.name])),
            default="" if each.default is None else str(each.default),
            words=each.metadata["words"],
        )


def _read(group: type[Any], prefix: str, environment: Mapping[str, str]) -> Any:
    kinds = get_type_hints(group)
    values: dict[str, Any] = {}
    for each in fields(group):
        variable, kind = f"{prefix}{each.name.upper()}", kinds[each.name]
        if "words" not in each.metadata:
            values[each.name] = _read(kind, f"{variable}_", environment)
        elif (text := environment.get(variable, "").strip()) != "":
            values[each.name] = _parse(variable, _without_none(kind), text)
    return group(**values)


def _without_none(kind: Any) -> type[Any]:
    """`Path` of `Path | None`: an empty variable is None, any other a path."""
    [known] = [each for each in get_args(kind) or (kind,) if each is not type(None)]
    return known


def _words_of(kind: type[Any]) -> str:
    if issubclass(kind, StrEnum):
        return " or ".join(kind)
    return WORDS[kind]


def _parse(variable: str, kind: type[Any], text: str) -> Any:
    if kind is bool:
        if text.lower() not in TRUE | FALSE:
            raise SettingInvalid(f"{variable} must be {_words_of(bool)}.")
        return text.lower() in TRUE
    try:
        return kind(text)
    except ValueError:
        raise SettingInvalid(f"{variable} must be {_words_of(kind)}.") from None
