"""The digits as a picture."""

import math
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT = 112, 40  # pixels
_SIZES = range(25, 31)
_fonts = {size: ImageFont.load_default(size=size) for size in _SIZES}
_INKS = ((35, 67, 111), (138, 59, 46), (29, 107, 80), (94, 53, 120))
_PAPER = (246, 248, 251)


def draw(digits: str, chance: Random) -> bytes:
    """A PNG of the digits: of one ink with the curves that cross them, touching each other, the whole bent by a wave.

    Neither colours nor gaps tell where a digit ends.
    """
    picture, ink = Image.new("RGB", (WIDTH, HEIGHT), _PAPER), chance.choice(_INKS)
    left = chance.uniform(2, 14)
    for digit in digits:
        _paste_digit(picture, digit, round(left), ink, chance)
        left += chance.uniform(18, 23)
    pen = ImageDraw.Draw(picture)
    for thickness in (1, 2):
        pen.line(_curve(chance), fill=ink, width=thickness)
    for _ in range(90):
        pen.point((chance.randrange(WIDTH), chance.randrange(HEIGHT)), fill=ink)
    out = BytesIO()
    _bend(picture, chance).filter(ImageFilter.SMOOTH).save(out, "PNG")
    return out.getvalue()


def _paste_digit(picture: Image.Image, digit: str, left: int, ink: tuple, chance: Random) -> None:
    tile = Image.new("L", (32, 38), 0)
    ImageDraw.Draw(tile).text((7, 1), digit, fill=255, font=_fonts[chance.choice(_SIZES)], stroke_width=0.5)
    lean = chance.uniform(-0.25, 0.25)
    tile = tile.transform(
        tile.size, Image.Transform.AFFINE, (1, lean, -19 * lean, 0, 1, 0), Image.Resampling.BICUBIC
    )
    tile = tile.rotate(chance.uniform(-24, 24), resample=Image.Resampling.BICUBIC)
    picture.paste(
        Image.new("RGB", tile.size, ink), (left + chance.randint(-2, 1), chance.randint(-2, 5)), tile
    )


def _curve(chance: Random) -> list[tuple[float, float]]:
    base, height = chance.uniform(10, HEIGHT - 10), chance.uniform(5, 11)
    length, shift = chance.uniform(40, 90), chance.uniform(0, 2 * math.pi)
    return [(x, base + height * math.sin(2 * math.pi * x / length + shift)) for x in range(0, WIDTH + 1, 3)]


def _bend(picture: Image.Image, chance: Random) -> Image.Image:
    """Shift strips of the picture up and down along a sine wave."""
    height, length = chance.uniform(1.5, 3), chance.uniform(35, 60)
    shift = chance.uniform(0, 2 * math.pi)
    bent = Image.new("RGB", picture.size, _PAPER)
    for x in range(WIDTH):
        drop = round(height * math.sin(2 * math.pi * x / length + shift))
        bent.paste(picture.crop((x, 0, x + 1, HEIGHT)), (x, drop))
    return bent
