"""The world of a simulation: a clock that is turned by hand, and the platform's own machinery
(handlers, jobs, bank, gateway) run in this process until nothing is left to do."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from httpx2 import ASGITransport, AsyncBaseTransport, AsyncClient, Request, Response

from rongqu import rooms
from rongqu.adapters.certificate_authority import HttpCertificateAuthority
from rongqu.adapters.code_sender import GatewayCodeSender
from rongqu.adapters.custody_bank import Contact, HttpCustodyBank
from rongqu.adapters.message_gateway import HttpMessageGateway
from rongqu.adapters.signing_time_stamps import HttpTimeStamps
from rongqu.demo.peers import demo_peers
from rongqu.infra.announcing import Announcement
from rongqu.infra.calendar import list_days_off
from rongqu.infra.clock import utc_now
from rongqu.infra.database import create_engine
from rongqu.infra.event_log import WAKE_RELAYS
from rongqu.infra.job_queue import ANY_QUEUE
from rongqu.infra.jobs import Work, registered_jobs, run_due_jobs
from rongqu.infra.relay import Relay
from rongqu.infra.settings import Settings
from rongqu.infra.signed_messages import Key
from rongqu.infra.storage import open_storage
from rongqu.infra.tx import Tx, open_tx
from rongqu.kernel.actor import Actor
from rongqu.kernel.dates import start_of_day
from rongqu.kernel.ids import UserId
from rongqu.modules.collateral.ports import PledgePeers
from rongqu.modules.contracts.ports import CertificateAuthority, CodeSender, TimeStamps
from rongqu.modules.engagement.ports import MessageGateway
from rongqu.modules.identity.public import get_actor
from rongqu.modules.parties.public import import_invoice_files
from rongqu.modules.payments.ports import CustodyBank, RawCallback
from rongqu.modules.payments.public import take_callback
from rongqu.sandbox.bank import orders
from rongqu.sandbox.bank.app import BANK, create_bank
from rongqu.sandbox.bank.books import Books
from rongqu.sandbox.bank.callbacks import Address, Courier
from rongqu.sandbox.bank.faults import Fault
from rongqu.sandbox.bank.setup import Setup
from rongqu.sandbox.ca.app import create_ca
from rongqu.sandbox.ca.authority import open_ca
from rongqu.sandbox.gateway.app import create_gateway
from rongqu.sandbox.gateway.outbox import Outbox
from rongqu.sandbox.tsa.app import create_tsa
from rongqu.sandbox.tsa.authority import open_authority

AT_ONCE = 6
"""People who act at the same time."""
BATCH = 40
"""Deliveries or jobs taken at once."""
NIGHTLY = frozenset(
    {
        "contracts.expire_contracts",
        "contracts.expire_envelopes",
        "origination.expire_applications",
        "origination.tell_late_applications",
        "servicing.run_day",
    }
)
"""The jobs with a clock of their own that change anything in an economy without faults."""
CALLBACK_PATH = "/bank-messages"
UNSAID = "accepted "
"""Call-backs that begin so get lost."""


class SimulatedClock:
    """Stands still between days; within one it moves a little with every transaction, so that
    what follows is later."""

    STEP = timedelta(milliseconds=200)

    def __init__(self, day: date) -> None:
        self._now = start_of_day(day)

    def __call__(self) -> datetime:
        self._now += self.STEP
        return self._now

    def look(self) -> datetime:
        """For those outside, who are asked at the same time: time does not move by it."""
        return self._now

    def turn_to(self, day: date, at: time) -> None:
        """Never back: a busy morning may have taken longer than planned."""
        into_day = timedelta(hours=at.hour, minutes=at.minute)
        self._now = max(self._now, start_of_day(day) + into_day)


@dataclass(slots=True)
class Bell:
    """Nobody else lives in a simulated past: what was committed is told to the world itself, which
    then need not look for what cannot be there."""

    has_deliveries: bool = True
    has_jobs: bool = True

    def tell(self, announcements: Sequence[Announcement]) -> None:
        for each in announcements:
            if each == WAKE_RELAYS:
                self.has_deliveries = True
            elif each.channel == ANY_QUEUE:
                self.has_jobs = True

    async def settle(self) -> None:
        """Nothing is ever on its way."""


@dataclass(kw_only=True)
class World:
    """`first` to `last` are the days that are simulated."""

    work: Work
    clock: SimulatedClock
    bank: SimulatedBank
    outbox: Outbox
    """What the gateway was given to send."""
    first: date
    last: date
    days_off: Collection[date]
    _bell: Bell = field(default_factory=Bell)
    _relay: Relay = field(init=False)
    _actors: dict[UserId, Actor] = field(default_factory=dict[UserId, Actor])

    def __post_init__(self) -> None:
        self._relay = Relay(self.work.engine, clock=self.clock)
        self.work.engine.tell_only(self._bell)

    def act(self, actor: Actor) -> AbstractAsyncContextManager[Tx]:
        return open_tx(self.work.engine, actor, self.clock)

    async def person(self, user_id: UserId) -> Actor:
        """The person with the permissions of their roles."""
        if user_id not in self._actors:
            async with self.work.open_tx() as tx:
                self._actors[user_id] = await get_actor(tx, user_id)
        return self._actors[user_id]

    def is_business_day(self, day: date) -> bool:
        return day not in self.days_off

    def days_since_business_day(self, day: date) -> list[date]:
        """The days off that have just passed, and the day itself."""
        days = [day]
        while (before := days[0] - timedelta(days=1)) in self.days_off:
            days.insert(0, before)
        return days

    async def settle(self) -> None:
        """Deliver events, run jobs, let the bank work, until nothing is left to do now.

        One after another: what comes first is decided by the events, not by chance.
        """
        self._bell.has_jobs = True  # such as wait for their time
        is_busy = True
        while is_busy:
            if self._bell.has_deliveries:
                while await self._relay.deliver_together(BATCH):
                    pass
                self._bell.has_deliveries = False
            if self._bell.has_jobs:
                await run_due_jobs(self.work, BATCH)
                self._bell.has_jobs = False
            worked = await self.bank.work_off()
            is_busy = self._bell.has_deliveries or self._bell.has_jobs or worked > 0

    async def run_clockwork(self, names: Collection[str] = NIGHTLY) -> None:
        """What the platform does by itself each night, or of that what is named; once."""
        for job in registered_jobs():
            if job.name in names:
                await job.run(self.work)

    async def hand_in(self, path: Path) -> None:
        """A file of invoices of any companies, as the platform's staff hand it in."""
        await import_invoice_files(self.work, [path])


@asynccontextmanager
async def open_world(settings: Settings, first: date, last: date) -> AsyncGenerator[World]:
    """The bank's books and the gateway's outbox are those of the sandboxes of this RONGQU_HOME,
    so that life goes on there when the simulation has ended."""
    rooms.load_rooms()
    engine = create_engine(settings.database_url, pool_size=AT_ONCE, durable=False)
    clock = SimulatedClock(first)
    work = Work(engine=engine, storage=open_storage(settings.storage_url), clock=clock)
    books, outbox = Books(settings.home / "bank"), Outbox(settings.home / "gateway")
    try:
        async with (
            SimulatedBank(settings.bank.secret, books, work) as bank,
            _gateway(settings.gateway.secret, outbox) as gateway,
        ):
            ports = {
                CustodyBank: bank.adapter,
                MessageGateway: gateway,
                CertificateAuthority: _certificate_authority(settings, clock),
                TimeStamps: _time_stamps(settings, clock),
                CodeSender: GatewayCodeSender(gateway),
                PledgePeers: demo_peers(last, clock.look),
            }
            work = replace(work, ports=ports)
            async with work.open_tx() as tx:
                days_off = await list_days_off(tx, first, last)
            yield World(
                work=work,
                clock=clock,
                bank=bank,
                outbox=outbox,
                first=first,
                last=last,
                days_off=days_off,
            )
    finally:
        books.close()
        outbox.close()
        await engine.dispose()


def _gateway(secret: str, outbox: Outbox) -> HttpMessageGateway:
    transport = ASGITransport(create_gateway(outbox, secret.encode()))
    return HttpMessageGateway("http://gateway", secret, transport)


def _certificate_authority(settings: Settings, clock: SimulatedClock) -> HttpCertificateAuthority:
    folder, secret = settings.home / "ca", settings.ca.secret
    app = create_ca(open_ca(folder, clock.look), secret.encode())
    return HttpCertificateAuthority("http://ca", secret, folder / "ca.pem", ASGITransport(app))


def _time_stamps(settings: Settings, clock: SimulatedClock) -> HttpTimeStamps:
    folder, url = settings.home / "tsa", "http://tsa"
    app = create_tsa(open_authority(folder, utc_now()), clock.look)
    return HttpTimeStamps(f"{url}/", folder / "ca.pem", f"{url}/ca.crl", ASGITransport(app))


class SimulatedBank:
    """The sandbox bank without sockets: requests go straight into its application, and its
    courier hands call-backs to the platform's own action."""

    def __init__(self, secret: str, books: Books, work: Work) -> None:
        setup = Setup(
            books=books,
            secret=secret.encode(),
            callback_base="http://platform",
            callback_path=CALLBACK_PATH,
            delay_seconds=0,
            retry_seconds=0,
        )
        self._books = books
        self.adapter = HttpCustodyBank(
            Contact("http://bank", secret), transport=ASGITransport(create_bank(setup))
        )
        self._client = AsyncClient(
            base_url="http://platform", transport=_PlatformDoor(self.adapter, work)
        )
        self._courier = Courier(
            books, Address(self._client, CALLBACK_PATH), Key(BANK, secret.encode()), 0
        )

    async def __aenter__(self) -> SimulatedBank:
        """Orders are executed at once, so the bank need not say before that it accepts them."""
        with self._books.change() as change:
            change.execute(
                "INSERT INTO fault (kind, matching, times_left) VALUES (?, ?, ?)",
                (Fault.LOST, UNSAID, 1_000_000_000),
            )
        return self

    async def __aexit__(self, *_: object) -> None:
        with self._books.change() as change:
            change.execute("DELETE FROM fault WHERE matching = ?", (UNSAID,))
        await self._client.aclose()
        await self.adapter.aclose()

    async def work_off(self) -> int:
        """Execute what is due and tell what became of it. Returns how much there was to do."""
        now = utc_now()
        due = orders.list_due_orders(self._books.read, now)
        for request_id in due:
            with self._books.change() as change:
                orders.execute_order(change, request_id, now)
        return len(due) + await self._courier.send_due()


class _PlatformDoor(AsyncBaseTransport):
    """Takes call-backs as the platform's endpoint does: the signature first."""

    def __init__(self, bank: HttpCustodyBank, work: Work) -> None:
        self._bank = bank
        self._work = work

    async def handle_async_request(self, request: Request) -> Response:
        raw = RawCallback(
            method=request.method,
            path=request.url.path,
            headers=dict(request.headers),
            body=request.content,
        )
        callback = self._bank.read_callback(raw)
        async with self._work.open_tx() as tx:
            await take_callback(tx, callback)
        return Response(200)
