"""Watches movements one after the other and keeps what it has to remember of each account.

A movement costs the same however long the history is: windows are queues whose sums are carried
along, cycles are followed only along money that is passed on, and no further than the limits say.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from rongqu.modules.compliance.monitoring.types import Finding, Limits, Movement, Rule

K = TypeVar("K")
Counts: TypeAlias = defaultdict[K, int]


@dataclass(slots=True)
class Side:
    """What went out of an account, or came into it, within the window."""

    is_out: bool
    recent: deque[Movement] = field(default_factory=deque[Movement])
    total: int = 0
    just_below: int = 0
    others: Counts[int | None] = field(default_factory=lambda: defaultdict(int))
    alike: Counts[tuple[int | None, int]] = field(default_factory=lambda: defaultdict(int))
    """How often each amount went to, or came from, each other."""

    def add(self, movement: Movement, other: int | None, limits: Limits) -> None:
        horizon = movement.at - limits.window
        recent = self.recent
        while recent and recent[0].at <= horizon:
            self._forget(recent.popleft(), limits)
        recent.append(movement)
        self.total += movement.amount
        self.just_below += limits.structuring_from <= movement.amount < limits.large
        self.others[other] += 1
        self.alike[other, movement.amount] += 1

    def _forget(self, old: Movement, limits: Limits) -> None:
        self.total -= old.amount
        self.just_below -= limits.structuring_from <= old.amount < limits.large
        other = old.payee if self.is_out else old.payer
        _one_less(self.others, other)
        _one_less(self.alike, (other, old.amount))


def _one_less(counts: Counts[K], key: K) -> None:
    counts[key] -= 1
    if counts[key] == 0:
        del counts[key]


class Watcher:
    """Movements have to come in their order of time."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._out: defaultdict[int, Side] = defaultdict(lambda: Side(is_out=True))
        self._in: defaultdict[int, Side] = defaultdict(lambda: Side(is_out=False))
        self._passed: defaultdict[int, deque[Movement]] = defaultdict(deque)
        self._last: dict[int, int] = {}

    def remember(self, account: int, at: int) -> None:
        """When the account last moved, before what is watched."""
        self._last[account] = at

    def watch(self, movement: Movement) -> list[Finding]:
        """What this movement completes."""
        found: list[Finding] = []
        payer, payee = movement.payer, movement.payee
        if payer is not None:
            self._woken(movement, payer, found)
            self._one_side(movement, payer, payee, self._out[payer], found)
        if payee is not None:
            if payer is None:
                self._woken(movement, payee, found)
            self._one_side(movement, payee, payer, self._in[payee], found)
        if payer is not None and payee is not None and not movement.is_contractual:
            self._returned(movement, found)
        for account in (payer, payee):
            if account is not None:
                self._last[account] = movement.at
        return found

    def watch_all(self, movements: Iterable[Movement]) -> list[Finding]:
        return [finding for movement in movements for finding in self.watch(movement)]

    def _woken(self, movement: Movement, account: int, found: list[Finding]) -> None:
        last = self._last.get(account)
        limits = self.limits
        if (
            last is not None
            and movement.at - last >= limits.dormant
            and movement.amount >= limits.structuring_from
        ):
            found.append(Finding(Rule.DORMANT, account, movement.amount, (movement.id,)))

    def _one_side(
        self, movement: Movement, account: int, other: int | None, side: Side, found: list[Finding]
    ) -> None:
        limits = self.limits
        side.add(movement, other, limits)
        count = len(side.recent)
        outward = movement.payer == account
        if count == limits.frequent_count and side.total >= limits.large:
            found.append(_of(Rule.FREQUENT_LARGE, account, side))
        if (
            side.just_below == limits.structuring_count
            and limits.structuring_from <= movement.amount < limits.large
        ):
            found.append(_of(Rule.STRUCTURING, account, side))
        if outward and side.alike[other, movement.amount] == limits.repeated_count:
            found.append(_of_alike(movement, account, side))
        if (
            not movement.is_contractual
            and len(side.others) == limits.fan_count
            and side.others[other] == 1
        ):
            found.append(_of(Rule.FAN_OUT if outward else Rule.FAN_IN, account, side))
        if outward and count == 1 and account in self._in:
            self._passed_through(movement, account, found)

    def _passed_through(self, movement: Movement, account: int, found: list[Finding]) -> None:
        came = self._in[account].recent
        since = movement.at - self.limits.window
        for earlier in reversed(came):
            if earlier.at <= since:
                return
            kept = earlier.amount - movement.amount
            if earlier.amount >= self.limits.structuring_from and 0 <= kept * 10 <= earlier.amount:
                ids = (earlier.id, movement.id)
                found.append(Finding(Rule.PASS_THROUGH, account, movement.amount, ids))
                return

    def _returned(self, movement: Movement, found: list[Finding]) -> None:
        """Follow the money back: who paid the payer, who paid them, until it was the payee."""
        payer, payee = movement.payer, movement.payee
        assert payer is not None
        assert payee is not None
        way = self._way_back(movement, payee)
        if way is not None:
            rule = Rule.LOOP if len(way) == 2 else Rule.CYCLE
            ids = tuple(step.id for step in way)
            found.append(Finding(rule, payee, movement.amount, ids))
        came = self._passed[payee]
        horizon = movement.at - self.limits.cycle_window
        while came and came[0].at <= horizon:
            came.popleft()
        came.append(movement)

    def _way_back(self, last: Movement, home: int) -> tuple[Movement, ...] | None:
        """The movements from `home` to the last one, oldest first, if there are such."""
        limits = self.limits
        waiting: list[tuple[Movement, ...]] = [(last,)]
        while waiting:
            way = waiting.pop()
            earliest = way[0]
            came = self._passed.get(earliest.payer or 0)
            if came is None:
                continue
            horizon = last.at - limits.cycle_window
            for before in reversed(came):
                if before.at <= horizon:
                    break
                if before.at > earliest.at or not self._is_passed_on(before, earliest):
                    continue
                if before.payer == home:
                    return (before, *way)
                if len(way) + 1 < limits.cycle_longest:
                    waiting.append((before, *way))
        return None

    def _is_passed_on(self, before: Movement, after: Movement) -> bool:
        less, more = sorted((before.amount, after.amount))
        return before.id != after.id and less * 100 >= more * self.limits.cycle_keeps_percent


def _of(rule: Rule, account: int, side: Side) -> Finding:
    return Finding(rule, account, side.total, tuple(each.id for each in side.recent))


def _of_alike(movement: Movement, account: int, side: Side) -> Finding:
    alike = [
        each
        for each in side.recent
        if each.payee == movement.payee and each.amount == movement.amount
    ]
    total = sum(each.amount for each in alike)
    return Finding(Rule.REPEATED, account, total, tuple(each.id for each in alike))
