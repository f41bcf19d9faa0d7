from __future__ import annotations

import asyncio
import ssl
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from starlette.types import Receive, Scope, Send

from rongqu.commands.tls import CertificateProblem, context_factory
from rongqu.infra.clock import utc_now
from rongqu.infra.observability.operations import QuietServer
from rongqu.infra.security_headers import SecurityHeaders
from rongqu.infra.settings import Settings

LOCAL = "127.0.0.1"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate of our own for this machine, and its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), utc_now()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, LOCAL)])
    builder = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address(LOCAL))]), critical=False
        )
    )
    certificate, secret = tmp_path / "web.pem", tmp_path / "web.key"
    certificate.write_bytes(builder.sign(key, SHA256()).public_bytes(Encoding.PEM))
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return certificate, secret


async def answer(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"here"})


async def test_only_tls_1_3_is_spoken_and_browsers_are_told_to_stay(
    files: tuple[Path, Path],
) -> None:
    certificate, key = files
    web = replace(Settings().web, tls_certificate=certificate, tls_key=key)
    app = SecurityHeaders(answer, https=True)
    config = uvicorn.Config(
        app, host=LOCAL, port=0, log_config=None, lifespan="off",
        ssl_context_factory=context_factory(web),
    )  # fmt: skip
    server = QuietServer(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    trusting = ssl.create_default_context(cafile=str(certificate))
    try:
        reader, writer = await asyncio.open_connection(LOCAL, port, ssl=trusting)
        writer.write(b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
        told = await reader.read()
        version = writer.get_extra_info("ssl_object").version()
        writer.close()
        older = ssl.create_default_context(cafile=str(certificate))
        older.maximum_version = ssl.TLSVersion.TLSv1_2
        with pytest.raises((ssl.SSLError, ConnectionError)):
            await asyncio.open_connection(LOCAL, port, ssl=older)
    finally:
        server.should_exit = True
        await serving

    assert version == "TLSv1.3"
    assert b"strict-transport-security: max-age=31536000" in told
    assert b"\r\nhere\r\n" in told


def test_a_wrong_or_lonely_file_is_said_in_one_sentence(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    certificate, key = files
    web = Settings().web

    assert context_factory(web) is None
    with pytest.raises(CertificateProblem, match="belong together"):
        context_factory(replace(web, tls_certificate=certificate))
    with pytest.raises(CertificateProblem, match=r"missing\.pem"):
        context_factory(replace(web, tls_certificate=tmp_path / "missing.pem", tls_key=key))
