"""Signing a PDF: PAdES B-LTA by pyHanko. Each signature is a revision of its own behind what was
there, with its time stamp, the chain and the revocation lists of both authorities, and a document
time stamp over all of it: the earlier ones stay valid, and all can be checked offline, for years.
"""

# asn1crypto and parts of pyHanko have no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from weakref import WeakKeyDictionary

from asn1crypto import crl, keys, tsp, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, TimestampDSSContentSettings
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from rongqu.modules.contracts.document.signature_page import frame_of
from rongqu.modules.contracts.ports import AuthorityAway, TimeStamps, Trust
from rongqu.modules.contracts.signatures.seals import drawn_seal
from rongqu.modules.contracts.signatures.settling import SettledSigner

WITH_THE_STAMP = DSSContentSettings(
    next_ts_settings=TimestampDSSContentSettings(include_vri=False, update_before_ts=True)
)
"""What proves chains and revocations stands in the revision of the document time stamp: a signature
is two revisions and not three, and each is a reading of the whole file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerKey:
    """`key` is PKCS#8 in DER; `chain` begins with the signer's own certificate."""

    key: bytes = field(repr=False)
    chain: Sequence[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What stands in and on the document: which frame, whose name, and why it was signed."""

    number: int
    name: str
    capacity: str
    reason: str
    day: str

    @property
    def field_name(self) -> str:
        return f"signer-{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    stamps: TimeStamps
    trust: Trust
    """Of both authorities."""
    now: datetime


async def sign_pdf(content: bytes, who: SignerKey, mark: Mark, around: Surroundings) -> bytes:
    """Waits for the time stamp authority and computes for some hundredths of a second."""
    chain = [x509.Certificate.load(each) for each in who.chain]
    store = SimpleCertificateStore()
    store.register_multiple(chain[1:])
    signer = SettledSigner(chain[0], keys.PrivateKeyInfo.load(who.key), store)
    with drawn_seal(mark.name, mark.capacity, mark.day) as seal:
        signed = await PdfSigner(
            _metadata(mark, _context(chain, around)),
            signer=signer,
            timestamper=_stamper_of(around.stamps),
            stamp_style=StaticStampStyle.from_pdf_file(str(seal), border_width=0),
            new_field_spec=SigFieldSpec(
                mark.field_name, on_page=-1, box=frame_of(mark.number).seal
            ),
        ).async_sign_pdf(IncrementalPdfFileWriter(BytesIO(content)))
    return signed.getvalue()


def _metadata(mark: Mark, context: ValidationContext) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=mark.field_name,
        name=mark.name,
        reason=mark.reason,
        location="CN",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        embed_validation_info=True,
        use_pades_lta=True,
        dss_settings=WITH_THE_STAMP,
        validation_context=context,
    )


def _context(chain: Sequence[x509.Certificate], around: Surroundings) -> ValidationContext:
    """Nothing is fetched: what is not in hand cannot be embedded, and fails the signature."""
    return ValidationContext(
        trust_roots=[x509.Certificate.load(each) for each in around.trust.roots],
        other_certs=chain,
        crls=[crl.CertificateList.load(each) for each in around.trust.revocations],
        allow_fetching=False,
        revocation_mode="require",
        moment=around.now,
    )


class _Stamper(TimeStamper):
    def __init__(self, stamps: TimeStamps) -> None:
        super().__init__(include_nonce=True)
        self._stamps = stamps

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        reply = await self._stamps.stamp(req.dump())
        try:
            return tsp.TimeStampResp.load(reply, strict=True)
        except (ValueError, TypeError) as error:
            raise AuthorityAway("unreadable stamp") from error


_stampers: WeakKeyDictionary[TimeStamps, _Stamper] = WeakKeyDictionary()


def _stamper_of(stamps: TimeStamps) -> _Stamper:
    """One for each authority: it asks for a first stamp to know their size, and remembers that."""
    return _stampers.setdefault(stamps, _Stamper(stamps))
