"""The digits as a picture."""

import math
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT = 224, 80  # pixels, twice of what a page gives it: sharp on the screens of telephones
_SIZES = range(50, 62)
_fonts = {size: ImageFont.load_default(size=size) for size in _SIZES}
_INKS = ((35, 67, 111), (138, 59, 46), (29, 107, 80), (94, 53, 120))
_PAPER = (246, 248, 251)


def draw(digits: str, chance: Random) -> bytes:
    """A PNG of the digits: of one ink with the curves that cross them, touching each other, the whole bent by a wave.

    Neither colours nor gaps tell where a digit ends.
    """
    picture, ink = Image.new("RGB", (WIDTH, HEIGHT), _PAPER), chance.choice(_INKS)
    left = chance.uniform(4, 28)
    for digit in digits:
        _paste_digit(picture, digit, round(left), ink, chance)
        left += chance.uniform(36, 46)
    pen = ImageDraw.Draw(picture)
    for thickness in (2, 4):
        pen.line(_curve(chance), fill=ink, width=thickness)
    for _ in range(90):
        x, y = chance.randrange(WIDTH), chance.randrange(HEIGHT)
        pen.rectangle((x, y, x + 1, y + 1), fill=ink)
    out = BytesIO()
    _bend(picture, chance).filter(ImageFilter.SMOOTH).save(out, "PNG")
    return out.getvalue()


def _paste_digit(picture: Image.Image, digit: str, left: int, ink: tuple, chance: Random) -> None:
    tile = Image.new("L", (64, 76), 0)
    ImageDraw.Draw(tile).text((14, 2), digit, fill=255, font=_fonts[chance.choice(_SIZES)], stroke_width=1)
    lean = chance.uniform(-0.25, 0.25)
    tile = tile.transform(
        tile.size, Image.Transform.AFFINE, (1, lean, -38 * lean, 0, 1, 0), Image.Resampling.BICUBIC
    )
    tile = tile.rotate(chance.uniform(-24, 24), resample=Image.Resampling.BICUBIC)
    picture.paste(
        Image.new("RGB", tile.size, ink), (left + chance.randint(-4, 2), chance.randint(-4, 10)), tile
    )


def _curve(chance: Random) -> list[tuple[float, float]]:
    base, height = chance.uniform(20, HEIGHT - 20), chance.uniform(10, 22)
    length, shift = chance.uniform(80, 180), chance.uniform(0, 2 * math.pi)
    return [(x, base + height * math.sin(2 * math.pi * x / length + shift)) for x in range(0, WIDTH + 1, 6)]


def _bend(picture: Image.Image, chance: Random) -> Image.Image:
    """Shift strips of the picture up and down along a sine wave."""
    height, length = chance.uniform(3, 6), chance.uniform(70, 120)
    shift = chance.uniform(0, 2 * math.pi)
    bent = Image.new("RGB", picture.size, _PAPER)
    for x in range(WIDTH):
        drop = round(height * math.sin(2 * math.pi * x / length + shift))
        bent.paste(picture.crop((x, 0, x + 1, HEIGHT)), (x, drop))
    return bent
