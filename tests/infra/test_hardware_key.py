"""The key-encryption key inside a security module: SoftHSM2, with a token made for the test."""

from __future__ import annotations

import subprocess
from collections.abc import Generator
from pathlib import Path

import pkcs11
import pytest

from rongqu.infra.encryption import ciphers
from rongqu.infra.encryption.hardware_key import HardwareKeyUnavailable
from rongqu.infra.encryption.key_encryption import open_key
from tools.softhsm import find_or_install_softhsm

PIN = "246813"


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Generator[Path]:
    """The path of the module's library; its one token is called "rongqu"."""
    library = find_or_install_softhsm()
    if library is None:
        pytest.skip("no SoftHSM2: install softhsm2, or set RONGQU_SOFTHSM to its library")
    folder = tmp_path_factory.mktemp("hsm")
    (folder / "tokens").mkdir()
    configuration = folder / "softhsm2.conf"
    configuration.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SOFTHSM2_CONF", str(configuration))
        environment.setenv("HSM_PIN", PIN)
        command = ["softhsm2-util", "--init-token", "--free", "--label", "rongqu"]
        subprocess.run(
            [*command, "--pin", PIN, "--so-pin", "13571357"], check=True, capture_output=True
        )
        yield library


def address(library: Path, token: str = "rongqu", pin: str = "HSM_PIN") -> str:
    return f"pkcs11://{library}?token={token}&label=master&pin-env={pin}"


def test_a_data_key_is_wrapped_inside_the_module_and_opens_again(token: Path) -> None:
    master = open_key(address(token))

    wrapped = ciphers.new_keyset(master)
    secret = ciphers.open_keyset(wrapped, master).encrypt(b"6222020200112230000", "card")

    again = ciphers.open_keyset(wrapped, open_key(address(token)))
    assert again.decrypt(secret, "card") == b"6222020200112230000"
    assert master.name == "pkcs11:rongqu/master"


def test_the_key_itself_never_leaves_the_module(token: Path) -> None:
    open_key(address(token))  # logs this process in
    held = pkcs11.lib(str(token)).get_token(token_label="rongqu").open()
    key = held.get_key(label="master")

    with pytest.raises(pkcs11.AttributeSensitive):
        key[pkcs11.Attribute.VALUE]
    held.close()


def test_a_wrong_name_or_a_missing_pin_is_said_without_telling_it(token: Path) -> None:
    with pytest.raises(HardwareKeyUnavailable, match="NoSuchToken"):
        open_key(address(token, token="another"))
    with pytest.raises(HardwareKeyUnavailable, match="NO_PIN"):
        open_key(address(token, pin="NO_PIN"))
