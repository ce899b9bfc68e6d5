"""Chance with a seed: the same seed gives the same province."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A stream of random choices."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)  # noqa: S311  invented data, no secret
        self._sums: dict[int, tuple[Mapping, list, list[int]]] = {}

    def percent(self, share: int) -> bool:
        """True in ``share`` cases of a hundred."""
        return self._random.random() * 100 < share

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self._random.randint(low, high)

    def pick(self, items: Sequence[T]) -> T:
        """One of the items."""
        return self._random.choice(items)

    def sample(self, items: Sequence[T], number: int) -> list[T]:
        """Some of the items, none twice."""
        return self._random.sample(items, min(number, len(items)))

    def weighted(self, weights: Mapping[T, int]) -> T:
        """One of the keys, as often as its weight says. The mapping must not change between calls."""
        known = self._sums.get(id(weights))
        if known is None:  # the mapping is kept along, so that its id is not given to another
            known = self._sums[id(weights)] = (weights, list(weights), list(accumulate(weights.values())))
        return self._random.choices(known[1], cum_weights=known[2])[0]

    def day(self, first: date, last: date) -> date:
        """A day, both ends included."""
        return first + timedelta(days=self._random.randint(0, max(0, (last - first).days)))

    def digits(self, number: int) -> str:
        """So many digits."""
        return "".join(map(str, self._random.choices(range(10), k=number)))
