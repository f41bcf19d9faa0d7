"""Contracts sealed in a list, a second: from the consent to the last signature on record.

Certificate authority and time stamp authority answer in this process, on the same core. The peer
is pyHanko as it comes, with the same certificate, seals, time stamps and documents: it signs one
after another and records nothing.
"""

# asn1crypto and parts of pyHanko have no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from asn1crypto import crl, keys, tsp, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore
from rich.console import Console
from rich.table import Table
from sqlalchemy import select

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, it finds its neighbours

from rongqu.commands.migrate import upgrade
from rongqu.infra.clock import utc_now
from rongqu.infra.database import create_engine
from rongqu.infra.embedded_postgres import EmbeddedPostgres
from rongqu.infra.jobs import Work, run_due_jobs
from rongqu.infra.policies import load_pack
from rongqu.infra.relay import Relay
from rongqu.infra.storage import open_storage
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import Actor, Portal
from rongqu.kernel.ids import new_id
from rongqu.modules.contracts import envelope_tables
from rongqu.modules.contracts.envelope_queries import SigningCertificate, find_certificate
from rongqu.modules.contracts.envelope_types import Capacity, Intent, IntentMethod
from rongqu.modules.contracts.ports import TimeStamps, Trust
from rongqu.modules.contracts.signatures.certifying import read_trust
from rongqu.modules.sealing import queries
from rongqu.modules.sealing.actions.agree_to_seal import agree_to_seal
from rongqu.modules.sealing.actions.open_sealing import open_sealing
from rongqu.modules.sealing.jobs import seal_documents
from rongqu.modules.sealing.types import SealingId
from rongqu.rooms import load_rooms
from tests.builders.contracts import Parties, approve, given_parties
from tests.builders.signing import open_outside

CONTRACTS, QUICK_CONTRACTS = 1_000, 60
PEER = 30
GOAL = 5


@asynccontextmanager
async def platform(folder: Path) -> AsyncGenerator[Work]:
    """A durable database of its own, migrated, and both authorities."""
    load_rooms()
    outside = open_outside(folder / "keys", folder, utc_now)
    with EmbeddedPostgres(folder / "postgres") as server:
        engine = create_engine(server.url(), pool_size=8)
        await upgrade(server.url())
        storage = open_storage(f"file://{folder}/files")
        work = Work(engine=engine, storage=storage, ports=outside.ports)
        async with work.open_tx() as tx:
            await load_pack(tx)
        yield work
        await engine.dispose()


async def draft(work: Work, parties: Parties, count: int) -> None:
    """Approved, drawn up, and waiting for both seals."""
    for _ in range(count):
        await approve(work.engine, parties)
    relay = Relay(work.engine, modules={"contracts", "papers", "sealing"})
    while await relay.deliver_together(100) + await run_due_jobs(work, 4):
        pass


async def seal(work: Work, parties: Parties) -> tuple[int, float]:
    """How many were sealed, and contracts a second."""
    person = Actor(
        id=parties.lender.user_id,
        organisation=parties.lender.organisation_id,
        portal=Portal.INSTITUTION,
        permissions=frozenset({"contracts:view", "contracts:sign"}),
    )
    wanted = SealingId(new_id())
    async with open_tx(work.engine, person) as tx:
        papers = await queries.list_waiting(tx)
        made = await open_sealing(tx, wanted, [each.envelope_id for each in papers])
        intent = Intent(sha256=made.sha256, method=IntentMethod.CODE)
        await agree_to_seal(tx, wanted, intent)
    started = time.perf_counter()
    await seal_documents.run(work, sealing_id=str(wanted))
    seconds = time.perf_counter() - started
    async with work.open_tx() as tx:
        ended = await queries.get_sealing(tx, wanted)
    return ended.sealed, ended.sealed / seconds


class Stamper(TimeStamper):
    def __init__(self, stamps: TimeStamps) -> None:
        super().__init__()
        self._stamps = stamps

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        return tsp.TimeStampResp.load(await self._stamps.stamp(req.dump()))


async def sign_with_pyhanko(work: Work, parties: Parties, count: int) -> float:
    """Documents a second, as its guide signs them (PAdES B-LTA)."""
    lender = parties.lender.organisation_id
    async with work.open_tx() as tx:
        certificate = await find_certificate(tx, lender, lender, Capacity.SEAL)
        columns = envelope_tables.envelope.c
        found = await tx.connection.execute(select(columns.document_key).limit(count))
        papers = [await work.storage.get(key) for key in found.scalars()]
    assert certificate is not None, "the seals above were made with it"
    trust, stamper = await read_trust(work), Stamper(work.port(TimeStamps))
    started = time.perf_counter()
    for paper in papers:
        await _sign(paper, certificate, trust, stamper)
    return len(papers) / (time.perf_counter() - started)


async def _sign(
    paper: bytes, certificate: SigningCertificate, trust: Trust, stamper: TimeStamper
) -> None:
    chain = [x509.Certificate.load(each) for each in certificate.chain]
    store = SimpleCertificateStore()
    store.register_multiple(chain[1:])
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(each) for each in trust.roots],
        other_certs=chain,
        crls=[crl.CertificateList.load(each) for each in trust.revocations],
        revocation_mode="require",
    )
    metadata = PdfSignatureMetadata(
        field_name="signer-1",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        embed_validation_info=True,
        use_pades_lta=True,
        validation_context=context,
    )
    signer = SimpleSigner(chain[0], keys.PrivateKeyInfo.load(certificate.key), store)
    await PdfSigner(
        metadata,
        signer=signer,
        timestamper=stamper,
        new_field_spec=SigFieldSpec("signer-1", on_page=-1, box=(60, 60, 160, 160)),
    ).async_sign_pdf(IncrementalPdfFileWriter(BytesIO(paper)))


async def measure(contracts: int) -> dict[str, float]:
    with TemporaryDirectory(prefix="rongqu-bench-") as folder:
        async with platform(Path(folder)) as work:
            parties = await given_parties(work.engine)
            await draft(work, parties, contracts)
            sealed, ours = await seal(work, parties)
            theirs = await sign_with_pyhanko(work, parties, PEER)
    return {
        "sealed": sealed,
        "contracts_per_second": ours,
        "pyhanko_per_second": theirs,
        "sealing_ratio": ours / theirs,
    }


def main(arguments: Sequence[str]) -> None:
    figures = asyncio.run(measure(QUICK_CONTRACTS if "--quick" in arguments else CONTRACTS))
    table = Table("", "a second", title=f"the goal is {GOAL} contracts a second on two cores")
    table.add_row(
        f"{figures['sealed']:.0f} contracts in a list", f"{figures['contracts_per_second']:.1f}"
    )
    table.add_row("pyHanko, one by one, nothing recorded", f"{figures['pyhanko_per_second']:.1f}")
    Console().print(table)
    if "--json" in arguments:
        print(json.dumps({"figures": figures}))


if __name__ == "__main__":
    main(sys.argv[1:])
