"""The four-digit picture of the sign-in page. The answer stays in the server's session and serves once."""

import math
import secrets
from hmac import compare_digest
from io import BytesIO
from random import SystemRandom
from time import time

from PIL import Image, ImageDraw, ImageFilter, ImageFont

DIGITS = 4
WIDTH, HEIGHT = 112, 40  # pixels
VALID_SECONDS = 300
#: How many unanswered pictures a session keeps, so that several open tabs work.
_OPEN_PICTURES = 5
_KEY = "captcha"

_random = SystemRandom()
_font = ImageFont.load_default(size=27)
_INKS = ((35, 67, 111), (138, 59, 46), (29, 107, 80), (94, 53, 120))
_PAPER = (246, 248, 251)


def new_name() -> str:
    """A name for the picture of one page."""
    return secrets.token_urlsafe(9)


def new_digits(session, name: str) -> str:
    """Draw new digits for a page's picture and keep them in the session in place of the former."""
    pictures = {key: kept for key, kept in session.get(_KEY, {}).items() if key != name}
    pictures = dict(list(pictures.items())[-(_OPEN_PICTURES - 1) :])
    digits = "".join(_random.choice("0123456789") for _ in range(DIGITS))
    pictures[name] = [digits, int(time())]
    session[_KEY] = pictures
    return digits


def digits_of(session, name: str) -> str | None:
    """The digits of an open picture, for speaking them; None if unknown or too old."""
    digits, made_at = session.get(_KEY, {}).get(name, (None, 0))
    return digits if digits and time() - made_at <= VALID_SECONDS else None


def accept(session, name: str, answer: str) -> bool:
    """True if the answer is right. Right or wrong, the picture is used up."""
    digits = digits_of(session, name)
    pictures = session.get(_KEY, {})
    if pictures.pop(name, None) is not None:
        session[_KEY] = pictures
    return digits is not None and compare_digest(digits.encode(), answer.strip().encode())


def forget(session) -> None:
    """Drop all open pictures."""
    session.pop(_KEY, None)


def draw(digits: str) -> bytes:
    """A PNG of the digits: each turned and shifted, crossed by curves, the whole bent by a wave."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    for place, digit in enumerate(digits):
        _paste_digit(picture, digit, 7 + place * 25)
    pen = ImageDraw.Draw(picture)
    for _ in range(2):
        pen.line(_curve(), fill=_random.choice(_INKS), width=1)
    for _ in range(60):
        spot = (_random.randrange(WIDTH), _random.randrange(HEIGHT))
        pen.point(spot, fill=_random.choice(_INKS))
    out = BytesIO()
    _bend(picture).filter(ImageFilter.SMOOTH).save(out, "PNG")
    return out.getvalue()


def _paste_digit(picture: Image.Image, digit: str, left: int) -> None:
    tile = Image.new("L", (30, 36), 0)
    ImageDraw.Draw(tile).text((7, 1), digit, fill=255, font=_font)
    tile = tile.rotate(_random.uniform(-22, 22), resample=Image.Resampling.BICUBIC)
    ink = Image.new("RGB", tile.size, _random.choice(_INKS))
    picture.paste(ink, (left + _random.randint(-4, 2), _random.randint(-1, 4)), tile)


def _curve() -> list[tuple[float, float]]:
    base, height = _random.uniform(8, HEIGHT - 8), _random.uniform(4, 10)
    length, shift = _random.uniform(40, 90), _random.uniform(0, 2 * math.pi)
    return [(x, base + height * math.sin(2 * math.pi * x / length + shift)) for x in range(0, WIDTH + 1, 3)]


def _bend(picture: Image.Image) -> Image.Image:
    """Shift strips of the picture up and down along a sine wave."""
    height, length = _random.uniform(1.5, 3), _random.uniform(35, 60)
    shift = _random.uniform(0, 2 * math.pi)
    bent = Image.new("RGB", picture.size, _PAPER)
    for x in range(WIDTH):
        drop = round(height * math.sin(2 * math.pi * x / length + shift))
        bent.paste(picture.crop((x, 0, x + 1, HEIGHT)), (x, drop))
    return bent
