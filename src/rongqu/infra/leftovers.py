"""Lock files that a crashed server has left, and the server itself if it still runs.

PostgreSQL trusts the process number in such a file. In a container, or after a reboot, the number
soon belongs to somebody else, and the server would refuse to start for no reason.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import time
from pathlib import Path

PATIENCE_SECONDS = {signal.SIGINT: 20.0, signal.SIGQUIT: 5.0, signal.SIGKILL: 5.0}
"""PostgreSQL's fast stop, its immediate stop, and the one that nobody can refuse."""

log = logging.getLogger(__name__)


def stop_leftover(lock_file: Path, *, of: str) -> None:
    """Stop the process a lock file names if `of` is among its arguments; else drop the file.

    The file of a process that is gone stays: PostgreSQL finds its shared memory through it.
    """
    if not lock_file.exists():
        return
    pid = _read_pid(lock_file)
    if pid is not None and not _exists(pid):
        return
    if pid is None or of not in arguments_of(pid):
        log.warning("dropping %s, which names no server of ours", lock_file)
        lock_file.unlink()
        return
    log.warning("stopping process %d, which an earlier run has left", pid)
    for stop_signal, seconds in PATIENCE_SECONDS.items():
        os.kill(pid, stop_signal)
        if _is_gone_within(seconds, pid, of):
            return


def arguments_of(pid: int) -> list[str]:
    """The command line of a process; empty when it is gone, or dead and not yet buried."""
    proc = Path("/proc")
    if (proc / "self").exists():
        try:
            return (proc / str(pid) / "cmdline").read_text().split("\0")
        except (FileNotFoundError, ProcessLookupError):
            return []
    listed = subprocess.run(
        ["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return listed.stdout.split()


def _read_pid(lock_file: Path) -> int | None:
    """None when its writer was killed, or the disk full, before the number was written."""
    try:
        return int(lock_file.read_text().split("\n", 1)[0])
    except ValueError:
        return None


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_gone_within(seconds: float, pid: int, of: str) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if of not in arguments_of(pid):
            return True
        time.sleep(0.02)
    return False
