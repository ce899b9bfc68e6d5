"""The same four digits as speech, for people who cannot read the picture."""

import wave
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

_CLIPS = Path(__file__).parent / "digits"
RATE = 8000  # samples a second, one byte each, silence at 128
_SILENCE = 128
_GAP = (0.25, 0.5)  # seconds between digits
_LENGTH = (0.43, 0.56)  # seconds of a digit, whichever it is
_PITCH = (0.86, 1.18)
_VOLUME = (0.7, 1.0)
_HISS = (9, 15)  # of 127
_MURMUR = (0.12, 0.2)  # speech played backwards, over everything
_FRAME, _SEEK = 320, 64  # samples
_DIGITS = "0123456789"


def speak(digits: str, chance: Random) -> bytes:
    """A WAV file that says the digits one by one in Mandarin, over a hiss and a murmur.

    Length and pitch of each digit are drawn without regard to which it is, so measuring the sound tells nothing.
    """
    sound = _pause(chance)
    for digit in digits:
        length, pitch, volume = (chance.uniform(*span) for span in (_LENGTH, _PITCH, _VOLUME))
        clip = _stretched(_pitched(_clip(digit), pitch), int(RATE * length))
        sound += [sample * volume for sample in clip]
        sound += _pause(chance)
    murmur, hiss = _murmur(len(sound), chance), chance.randint(*_HISS)
    noise = chance.randbytes(len(sound))
    noisy = bytes(
        min(255, max(0, int(_SILENCE + sample + other + (grain * hiss >> 7) - hiss)))
        for sample, other, grain in zip(sound, murmur, noise, strict=True)
    )
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(noisy)
    return out.getvalue()


@cache
def _clip(digit: str) -> tuple[int, ...]:
    with wave.open(str(_CLIPS / f"{digit}.wav"), "rb") as file:
        return tuple(sample - _SILENCE for sample in file.readframes(file.getnframes()))


def _pause(chance: Random) -> list[float]:
    return [0.0] * int(RATE * chance.uniform(*_GAP))


def _murmur(length: int, chance: Random) -> list[float]:
    """Digits said backwards without a gap, quietly."""
    volume = chance.uniform(*_MURMUR)
    murmur: list[float] = []
    while len(murmur) < length:
        murmur += [sample * volume for sample in reversed(_clip(chance.choice(_DIGITS)))]
    return murmur[:length]


def _pitched(clip: Sequence[float], pitch: float) -> list[float]:
    """Played faster or slower, and so higher or lower."""
    places = (n * pitch for n in range(int((len(clip) - 1) / pitch)))
    return [
        clip[int(place)] + (clip[int(place) + 1] - clip[int(place)]) * (place - int(place))
        for place in places
    ]


def _stretched(clip: list[float], length: int) -> list[float]:
    """Made as long as this at the same pitch: frames are laid over each other where they fit best."""
    half = _FRAME // 2
    out = clip[:_FRAME]
    frames = -(-(length - _FRAME) // half)
    step = (len(clip) - _FRAME - _SEEK) / frames
    for number in range(1, frames + 1):
        start = _fitting(clip, int(number * step), out[-half:])
        faded = zip(out[-half:], clip[start : start + half], strict=True)
        out[-half:] = [(old * (half - n) + new * n) / half for n, (old, new) in enumerate(faded)]
        out += clip[start + half : start + _FRAME]
    return out[:length]


def _fitting(clip: list[float], place: int, tail: list[float]) -> int:
    """The start near a place whose samples run most like the tail they are laid over."""
    probe = tail[::4]
    return max(
        range(place, place + _SEEK, 4),
        key=lambda start: sum(map(float.__mul__, probe, map(float, clip[start : start + len(tail) : 4]))),
    )
