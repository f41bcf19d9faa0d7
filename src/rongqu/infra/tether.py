"""Processes that never outlive the one who started them, even when that one is killed by -9.

Between owner and command stands a small helper: this file, run as a program. The helper's standard
input is a pipe that only the owner holds open, so the pipe's end is the owner's end, whatever the
reason. The helper then asks the command to stop, waits, and kills it. Should the helper itself be
killed, the owner sweeps its process group. No part of this depends on the operating system's
notion of a dying parent, so it is the same on Linux and macOS.

Only the standard library is used: the helper starts in about 10 ms, without site-packages.
"""

from __future__ import annotations

import os
import pwd
import select
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

MARGIN_SECONDS = 5.0
NOT_STARTED = 127


@dataclass(frozen=True, slots=True, kw_only=True)
class Leash:
    """How a command is stopped, and as whom it runs (None: as its owner)."""

    stop_signal: signal.Signals = signal.SIGTERM
    grace_seconds: float = 10.0
    account: str | None = None


class Tethered:
    """A running command, seen from its owner."""

    def __init__(self, helper: subprocess.Popen[bytes], leash: Leash) -> None:
        self._helper = helper
        self._leash = leash

    @classmethod
    def start(
        cls,
        command: Sequence[str],
        leash: Leash,
        *,
        environment: Mapping[str, str] | None = None,
        output: int | IO[Any] | None = None,
    ) -> Tethered:
        """`output` takes what the command writes to either stream; None: where the owner writes."""
        helper = [sys.executable, "-I", "-S", str(Path(__file__))]
        helper += [leash.stop_signal.name, str(leash.grace_seconds), leash.account or "", *command]
        process = subprocess.Popen(
            helper,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=None if output is None else subprocess.STDOUT,
            env=environment,
            start_new_session=True,  # Ctrl-C reaches the owner only, who stops all in their order
        )
        return cls(process, leash)

    @property
    def pid(self) -> int:
        """Of the helper, which leads the process group of the command."""
        return self._helper.pid

    @property
    def output(self) -> IO[bytes]:
        assert self._helper.stdout is not None, "start(output=PIPE) was not asked for"
        return self._helper.stdout

    def is_running(self) -> bool:
        return self._helper.poll() is None

    def wait(self) -> int:
        """Until the command has ended. Returns its exit code; -9 when the helper was killed."""
        code = self._helper.wait()
        self._sweep()
        return code

    def stop(self) -> int:
        """Ask, wait for the grace period, kill. Returns the exit code."""
        assert self._helper.stdin is not None
        self._helper.stdin.close()
        try:
            return self._helper.wait(self._leash.grace_seconds + MARGIN_SECONDS)
        except subprocess.TimeoutExpired:
            self._helper.kill()
            return self._helper.wait()
        finally:
            self._sweep()

    def _sweep(self) -> None:
        """Whatever is left when the helper is gone: its process group, and our end of the pipe."""
        assert self._helper.stdin is not None
        self._helper.stdin.close()
        with suppress(ProcessLookupError, PermissionError):  # macOS: EPERM for an empty group
            os.killpg(self._helper.pid, signal.SIGKILL)


def _hold(command: list[str], leash: Leash) -> int:
    """The helper's whole life. Returns the exit code as a shell would say it."""
    wake_reader, wake_writer = os.pipe()
    os.set_blocking(wake_writer, False)
    signal.set_wakeup_fd(wake_writer)
    for awaited in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT):
        signal.signal(awaited, _note)
    try:
        child = _start(command, leash.account)
    except OSError as error:
        sys.stderr.write(f"{command[0]}: {error.strerror}\n")
        return NOT_STARTED
    while child.poll() is None:
        readable, _, _ = select.select([sys.stdin.fileno(), wake_reader], [], [])
        if wake_reader in readable and set(os.read(wake_reader, 64)) <= {signal.SIGCHLD}:
            continue
        _end(child, leash)  # the owner is gone or wants it, or this helper was told to stop
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


def _note(*_: object) -> None:
    """The signal is read from the wake-up pipe; without a handler none would be written."""


def _start(command: list[str], account: str | None) -> subprocess.Popen[bytes]:
    if account is None:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL)
    entry = pwd.getpwnam(account)
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        user=entry.pw_uid,
        group=entry.pw_gid,
        extra_groups=[],
        cwd="/",  # the account may not be allowed to stand where its owner stands
    )


def _end(child: subprocess.Popen[bytes], leash: Leash) -> None:
    child.send_signal(leash.stop_signal)
    try:
        child.wait(leash.grace_seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def main(arguments: list[str]) -> int:
    stop_signal, grace_seconds, account, *command = arguments
    leash = Leash(
        stop_signal=signal.Signals[stop_signal],
        grace_seconds=float(grace_seconds),
        account=account or None,
    )
    return _hold(command, leash)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
