"""Pictures for the files: those of others made anew, and drawings as pictures."""

import io
import warnings
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw, ImageFont, ImageOps

from zhijiao.documents.drawing import Box, Drawing, Path, Words
from zhijiao.documents.typeface import FILE

LONGEST = 1600  # points of the picture, along its longer side
MOST = 40_000_000
SHARP = 3  # pixels per point of a drawing


@dataclass(frozen=True)
class Made:
    """A picture as it goes into the file."""

    data: bytes
    wide: int
    high: int


def taken(data: bytes) -> Made | None:
    """Somebody's picture without what else its file tells, not larger than paper shows; None if it is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as found:
                if found.width * found.height > MOST:
                    return None
                return _anew(found)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None


def as_picture(drawing: Drawing) -> Made:
    """A drawing as a PNG picture."""
    size = (round(drawing.wide * SHARP), round(drawing.high * SHARP))
    picture = Image.new("RGB", size, "#ffffff")
    pen = ImageDraw.Draw(picture)
    for shape in drawing.shapes:
        _draw(pen, shape)
    return _saved(picture, "PNG")


def _anew(found: Image.Image) -> Made:
    photo = found.format == "JPEG"
    if photo:
        found.draft("RGB", (LONGEST, LONGEST))
    upright = ImageOps.exif_transpose(found).convert("RGBA")
    upright.thumbnail((LONGEST, LONGEST))
    paper = Image.new("RGB", upright.size, "#ffffff")
    paper.paste(upright, mask=upright.getchannel("A"))
    return _saved(paper, "JPEG" if photo else "PNG")


def _saved(picture: Image.Image, kind: str) -> Made:
    out = io.BytesIO()
    picture.save(out, kind, **({"quality": 85} if kind == "JPEG" else {}))
    return Made(out.getvalue(), picture.width, picture.height)


@cache
def _face(size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FILE), round(size * SHARP), layout_engine=ImageFont.Layout.BASIC)


def _draw(pen: ImageDraw.ImageDraw, shape: Box | Path | Words) -> None:
    if isinstance(shape, Box):
        corner = ((shape.x + shape.wide) * SHARP, (shape.y + shape.high) * SHARP)
        pen.rectangle(((shape.x * SHARP, shape.y * SHARP), corner), shape.fill or None, shape.edge or None)
    elif isinstance(shape, Path):
        points = [(x * SHARP, y * SHARP) for x, y in shape.points]
        pen.line(points, shape.colour, max(1, round(shape.thick * SHARP)), joint="curve")
    else:
        anchor = {"start": "ls", "middle": "ms", "end": "rs"}[shape.anchor]
        pen.text(
            (shape.x * SHARP, shape.y * SHARP),
            shape.text,
            shape.colour,
            _face(shape.size),
            anchor,
            stroke_width=1 if shape.bold else 0,
        )
