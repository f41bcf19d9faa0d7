"""Sending SMS and e-mail: the address is looked up, the gateway called, the answer noted."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.jobs import Work, job
from rongqu.kernel.ids import NotificationId
from rongqu.kernel.pii import EmailAddress, MobileNumber
from rongqu.modules.catalog.public import get_product
from rongqu.modules.engagement import queries, rules
from rongqu.modules.engagement.actions.record_answer import record_answer
from rongqu.modules.engagement.ports import MessageGateway, Refused
from rongqu.modules.engagement.types import Channel, Message, MessageState, Topic, Words
from rongqu.modules.identity.public import User, find_code_message, get_user
from rongqu.modules.invitations.public import InvitationId, find_message
from rongqu.modules.parks.public import LineId, find_contact, find_line, note_invitation
from rongqu.modules.parties.public import get_institution
from rongqu.modules.privacy.public import ConsentMissing, UseOfData, is_consented

NO_ADDRESS = Refused("no_address")
NO_CONSENT = Refused(ConsentMissing.code)


@job(queue="engagement")
async def send_message(work: Work, *, notification_id: str, channel: str) -> None:
    which = NotificationId(UUID(notification_id)), Channel(channel)
    async with work.open_tx() as tx:
        message = await queries.lock_message(tx, *which)
        if message.state is not MessageState.QUEUED:
            return
        reader = await get_user(tx, message.notification.user_id)
        is_wanted = message.notification.topic is not Topic.MARKETING or await is_consented(
            tx, reader.id, UseOfData.MARKETING
        )
    gateway = work.port(MessageGateway)
    refused = await _send(gateway, message, reader) if is_wanted else NO_CONSENT
    async with work.open_tx() as tx:
        await record_answer(tx, *which, refused.reason_code if refused else None)


@job(queue="engagement")
async def send_invitation(work: Work, *, line_id: str) -> None:
    """To a company that its park has put forward and nobody has registered yet: it has no account
    that could hold a notification. Safe to repeat: the gateway knows the id, and a number is
    forgotten once it was written to."""
    wanted = LineId(UUID(line_id))
    async with work.open_tx() as tx:
        line, mobile = await find_line(tx, wanted), await find_contact(tx, wanted)
        if line is None or mobile is None:
            return
        park = await get_institution(tx, line.park_id)
        product = await get_product(tx, line.product_id)
    params = {"park": park.name, "product": product.name}
    words = rules.words_of("park_invitation", rules.DEFAULT_LOCALE, params)
    refused = await work.port(MessageGateway).send_sms(f"park.{line_id}", mobile, words)
    async with work.open_tx() as tx:
        await note_invitation(tx, wanted, refused.reason_code if refused else None)


@job(queue="engagement")
async def send_sign_up_code(work: Work, *, message_id: str) -> None:
    """To a stranger, who has nothing here that could be told of it. Whoever has an account already
    is told that instead, and is sent no code."""
    async with work.open_tx() as tx:
        message = await find_code_message(tx, UUID(message_id))
    if message is None:
        return
    params = {"code": message.code or "", "minutes": str(message.minutes)}
    kind = "sign_up_code" if message.code else "sign_up_taken"
    words = rules.words_of(kind, message.locale, params)
    await _send_to(work, message_id, message.to, words)


@job(queue="engagement")
async def send_person_invitation(work: Work, *, invitation_id: str, number: int) -> None:
    """To somebody's own address, with the code of the invitation. It carries no link: whoever is
    asked to type a code somewhere looks where they are."""
    async with work.open_tx() as tx:
        message = await find_message(tx, InvitationId(UUID(invitation_id)), number)
    if message is None:
        return
    params = {
        "organisation": message.organisation,
        "code": message.code,
        "days": str(message.days),
    }
    words = rules.words_of("person_invited", message.locale, params)
    await _send_to(work, f"{invitation_id}.{number}", message.to, words)


async def _send_to(
    work: Work, message_id: str, to: EmailAddress | MobileNumber, words: Words
) -> None:
    gateway = work.port(MessageGateway)
    if isinstance(to, MobileNumber):
        await gateway.send_sms(message_id, to, words)
    else:
        await gateway.send_email(message_id, to, words)


async def _send(gateway: MessageGateway, message: Message, reader: User) -> Refused | None:
    news = message.notification
    words = rules.words_of(news.kind, reader.locale, news.params)
    message_id = f"{news.id}.{message.channel}"
    if message.channel is Channel.EMAIL:
        if reader.email is None:
            return NO_ADDRESS
        return await gateway.send_email(message_id, reader.email, words)
    if reader.mobile is None:
        return NO_ADDRESS
    return await gateway.send_sms(message_id, reader.mobile, words)
