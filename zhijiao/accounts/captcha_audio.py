"""The same four digits as speech, for people who cannot read the picture."""

import wave
from functools import cache
from io import BytesIO
from pathlib import Path
from random import SystemRandom

_CLIPS = Path(__file__).parent / "digits"
RATE = 8000  # samples a second, one byte each, silence at 128
_SILENCE = 128
_GAP = (0.25, 0.5)  # seconds between digits
_NOISE = 10  # of 127

_random = SystemRandom()


def speak(digits: str) -> bytes:
    """A WAV file that says the digits one by one in Mandarin over a hiss."""
    sound = _pause()
    for digit in digits:
        sound += _at_volume(_clip(digit), _random.uniform(0.7, 1.0)) + _pause()
    hiss = _random.randbytes(len(sound))
    noisy = bytes(
        min(255, max(0, sample + (noise * _NOISE >> 7) - _NOISE))
        for sample, noise in zip(sound, hiss, strict=True)
    )
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(noisy)
    return out.getvalue()


@cache
def _clip(digit: str) -> bytes:
    with wave.open(str(_CLIPS / f"{digit}.wav"), "rb") as file:
        return file.readframes(file.getnframes())


def _pause() -> bytes:
    return bytes([_SILENCE]) * int(RATE * _random.uniform(*_GAP))


def _at_volume(clip: bytes, volume: float) -> bytes:
    return bytes(int(_SILENCE + (sample - _SILENCE) * volume) for sample in clip)
