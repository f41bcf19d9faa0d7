"""What stands behind each port, and what the programs hand to requests and jobs.

The only file that knows adapters; which one is used follows from the settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rongqu.adapters.certificate_authority import HttpCertificateAuthority
from rongqu.adapters.code_sender import GatewayCodeSender
from rongqu.adapters.consortium_chain import EvmChain
from rongqu.adapters.custody_bank import Contact, HttpCustodyBank
from rongqu.adapters.fabric_chain import FabricChain, Place, read_member
from rongqu.adapters.log_signer import SettingLogSigner
from rongqu.adapters.log_witness import HttpWitness
from rongqu.adapters.message_gateway import HttpMessageGateway
from rongqu.adapters.model_keys import FolderModelKeys
from rongqu.adapters.pledge_peers import HttpPledgePeer
from rongqu.adapters.signing_time_stamps import HttpTimeStamps
from rongqu.adapters.time_stamp_authority import HttpTimeStampAuthority
from rongqu.adapters.workshop import FolderWorkshop
from rongqu.infra.database import create_engine
from rongqu.infra.jobs import Work
from rongqu.infra.live import LiveBoard
from rongqu.infra.safe_fetch import SafeFetcher, trusted_hosts
from rongqu.infra.settings import (
    BankSettings,
    FabricSettings,
    PeersSettings,
    SettingInvalid,
    Settings,
)
from rongqu.infra.storage import open_storage
from rongqu.infra.tx import utc_now
from rongqu.infra.web import Setting
from rongqu.modules.collateral.ports import PledgePeers
from rongqu.modules.contracts.ports import CertificateAuthority, CodeSender, TimeStamps
from rongqu.modules.engagement.ports import MessageGateway
from rongqu.modules.evidence.ports import (
    Anchor,
    Anchors,
    CheckpointSigner,
    NoteInvalid,
    VerifierKey,
)
from rongqu.modules.identity.public import actor_of_request
from rongqu.modules.models.ports import ModelKeys, Workshop
from rongqu.modules.payments.ports import Agreement, CustodyBank

WEB_APP = Path(__file__).parents[2] / "web" / "dist"
"""Of a checkout; an image sets RONGQU_WEB_APP."""
READING_SHARE = 2
"""One connection in two of a web process serves hot reads."""


def build_ports(settings: Settings) -> Mapping[type[Any], object]:
    gateway = HttpMessageGateway(settings.gateway.url, settings.gateway.secret)
    home = settings.home.absolute()
    return {
        CustodyBank: HttpCustodyBank(_contact_of(settings.bank)),
        Anchors: _anchors(settings),
        CheckpointSigner: SettingLogSigner(settings.evidence.origin, settings.evidence.signing_key),
        MessageGateway: gateway,
        CodeSender: GatewayCodeSender(gateway),
        CertificateAuthority: HttpCertificateAuthority(
            settings.ca.url, settings.ca.secret, settings.ca.authority or home / "ca" / "ca.pem"
        ),
        TimeStamps: HttpTimeStamps(
            settings.tsa.url, settings.tsa.authority, settings.tsa.revocations
        ),
        PledgePeers: _peers(settings.peers),
        SafeFetcher: SafeFetcher(trusted_hosts()),
        ModelKeys: FolderModelKeys(settings.home / "keys"),
        Workshop: FolderWorkshop(settings.home),
    }


def _contact_of(bank: BankSettings) -> Contact:
    agreement = Agreement(bank.settlement_account, bank.fee_account)
    return Contact(bank.url, bank.secret, agreement, bank.timeout_seconds)


def _anchors(settings: Settings) -> Anchors:
    tsa, chain, witness = settings.tsa, settings.chain, settings.witness
    found: list[Anchor] = []
    if tsa.url:
        if tsa.authority is None:
            raise SettingInvalid("RONGQU_TSA_AUTHORITY is empty: whose stamps are to be believed?")
        found.append(HttpTimeStampAuthority(tsa.url, tsa.authority))
    if chain.url:
        if not (chain.contract and chain.account):
            raise SettingInvalid("RONGQU_CHAIN_CONTRACT and RONGQU_CHAIN_ACCOUNT are wanted, too.")
        found.append(EvmChain(chain.url, chain.contract, chain.account))
    if settings.fabric.target:
        found.append(_fabric(settings.fabric))
    if witness.url:
        found.append(HttpWitness(witness.url.rstrip("/"), _witness_key(witness.key)))
    return Anchors(found)


def _fabric(fabric: FabricSettings) -> FabricChain:
    if not (fabric.channel and fabric.msp and fabric.certificate and fabric.key):
        raise SettingInvalid(
            "RONGQU_FABRIC_CHANNEL, _MSP, _CERTIFICATE and _KEY are wanted with _TARGET."
        )
    place = Place(
        target=fabric.target,
        channel=fabric.channel,
        chaincode=fabric.chaincode,
        roots=fabric.tls_roots and fabric.tls_roots.read_bytes(),
    )
    return FabricChain(place, read_member(fabric.msp, fabric.certificate, fabric.key))


def _peers(settings: PeersSettings) -> PledgePeers:
    keys = _named("RONGQU_PEERS_SECRETS", settings.secrets)
    named = _named("RONGQU_PEERS_URLS", settings.urls)
    if missing := sorted(named.keys() - keys.keys()):
        raise SettingInvalid(f"RONGQU_PEERS_SECRETS has no key for {', '.join(missing)}.")
    return PledgePeers(
        [
            HttpPledgePeer(
                name=name, url=url.rstrip("/"), secret=keys[name], own_name=settings.name
            )
            for name, url in named.items()
        ],
        {name: key.encode() for name, key in keys.items()},
    )


def _named(variable: str, text: str) -> dict[str, str]:
    pairs = [each.strip().partition("=") for each in text.split(",") if each.strip()]
    if any(not (name and value) for name, _, value in pairs):
        raise SettingInvalid(f"{variable} must be `name=...,name=...`.")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _witness_key(text: str) -> VerifierKey:
    try:
        return VerifierKey.parse(text)
    except NoteInvalid as error:
        raise SettingInvalid(f"RONGQU_WITNESS_KEY: {error}.") from error


def build_setting(settings: Settings) -> Setting:
    """For the web process."""
    reading = max(2, settings.database.pool_size // READING_SHARE)
    engine = create_engine(
        settings.database_url, pool_size=max(2, settings.database.pool_size - reading)
    )
    web_app = settings.web.app or WEB_APP
    return Setting(
        engine=engine,
        actor_of=actor_of_request,
        clock=utc_now,
        storage=open_storage(settings.storage_url),
        live=LiveBoard(engine),
        ports=build_ports(settings),
        reading=create_engine(settings.database_url, pool_size=reading, read_only=True),
        secure_cookies=settings.public_url.startswith("https://"),
        public_url=settings.public_url if settings.public_url.startswith("https://") else "",
        web_app=web_app if (web_app / "index.html").is_file() else None,
    )


def build_work(settings: Settings) -> Work:
    """For the worker."""
    engine = create_engine(settings.database_url, pool_size=settings.database.worker_pool_size)
    return Work(
        engine=engine, storage=open_storage(settings.storage_url), ports=build_ports(settings)
    )
