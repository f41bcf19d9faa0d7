"""Ports: taken before anything else is done, so that a taken one is said in one sentence."""

from __future__ import annotations

import errno
import socket
from contextlib import suppress

from rongqu.infra.environment import EnvironmentProblem

ATTEMPTS = 50


class PortTaken(EnvironmentProblem):
    def __init__(self, host: str, port: int, way_out: str) -> None:
        super().__init__(f"Port {port} of {host} is taken by another program: {way_out}.")


def listen(host: str, port: int, way_out: str) -> socket.socket:
    """A listening socket; `way_out` tells how to choose another port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(host, port, way_out) from None
        raise


def is_free(host: str, port: int) -> bool:
    try:
        listen(host, port, "").close()
    except PortTaken:
        return False
    return True


def next_free_port(host: str, first: int) -> int:
    """`first`, or the nearest one above it that nobody listens on."""
    for port in range(first, min(first + ATTEMPTS, 65536)):
        if is_free(host, port):
            return port
    raise _none_free(host, first)


class HeldPorts:
    """Ports that are ours from the moment they are chosen, minutes before a program listens on
    them: a second start meanwhile finds them taken and chooses others."""

    def __init__(self) -> None:
        self._held: list[socket.socket] = []

    def hold(self, host: str, port: int, way_out: str) -> int:
        """This one, or PortTaken."""
        self._held.append(listen(host, port, way_out))
        return port

    def hold_next(self, host: str, first: int) -> int:
        """`first`, or the nearest one above it that nobody listens on."""
        for port in range(first, min(first + ATTEMPTS, 65536)):
            with suppress(PortTaken):
                return self.hold(host, port, "")
        raise _none_free(host, first)

    def release(self) -> None:
        """Right before the programs start that listen on them."""
        while self._held:
            self._held.pop().close()


def _none_free(host: str, first: int) -> PortTaken:
    return PortTaken(host, first, f"so are the {ATTEMPTS} after it; stop some of them")
