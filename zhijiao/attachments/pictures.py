"""Pictures: measured before they are decoded, then drawn anew, so that nothing but the picture is kept.

Position, camera, remarks and whatever has been hidden behind the picture are gone afterwards; the turn that a camera
notes is applied. Nothing here may import Django.
"""

import io

from PIL import Image, ImageOps

from zhijiao.workbooks.markup import FileRefused

MOST_PIXELS = 40_000_000
"""A camera of a telephone has 12 to 50 million; beyond this, memory and time are not worth it."""
LONGEST_SIDE = 3000
"""Enough to read a page of A4 at 250 dpi."""
THUMB_SIDE = 240
Image.MAX_IMAGE_PIXELS = None  # ours is lower, and says what to do
DAMAGED = "图片不完整或已损坏，打不开。请重新拍摄或另存后再上传。"
_DEEP = ("I;16", "I;16B", "I")
_SHRINKING = ("1", "L", "LA", "RGB", "RGBA", "CMYK")
_FORMATS = {"jpeg": "JPEG", "png": "PNG"}


def clean(data: bytes, kind: str) -> bytes:
    """The picture drawn anew in its own format.

    Raises:
        FileRefused: it cannot be decoded, or has too many pixels.
    """
    picture = _opened(data, kind)
    return _drawn(picture, kind, LONGEST_SIDE)


def thumbnail(data: bytes, kind: str) -> bytes:
    """A small copy of a picture, in the same format."""
    return _drawn(_opened(data, kind), kind, THUMB_SIDE)


def _opened(data: bytes, kind: str) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(data), formats=[_FORMATS[kind]])
    except (OSError, ValueError, SyntaxError):
        raise FileRefused(DAMAGED) from None
    width, height = picture.size
    if width * height > MOST_PIXELS:
        most = MOST_PIXELS // 10_000
        raise FileRefused(f"图片有 {width} × {height} 像素，超过 {most} 万像素，已拒绝打开。请缩小后再上传。")
    return picture


def _drawn(picture: Image.Image, kind: str, side: int) -> bytes:
    try:
        bare = _bare(picture, kind, side)
    except (OSError, ValueError, SyntaxError, EOFError, IndexError):
        raise FileRefused(DAMAGED) from None
    out = io.BytesIO()
    if kind == "jpeg":
        bare.save(out, "JPEG", quality=88, optimize=True)
    else:
        bare.save(out, "PNG")
    return out.getvalue()


def _bare(picture: Image.Image, kind: str, side: int) -> Image.Image:
    """Nothing but the picture, upright, small enough. No copy of it is made before it is small: there is no room."""
    picture.draft(None, (side, side))  # a large JPEG is decoded at a fraction of its size
    ImageOps.exif_transpose(picture, in_place=True)
    if picture.mode in _DEEP:  # 16 bits of grey, as scanners make; converting would cut all above 255 off
        picture = picture.convert("I").point(lambda grey: grey * (1 / 257)).convert("L")
    if picture.mode not in _SHRINKING:
        picture = picture.convert("RGBA")
    picture.thumbnail((side, side))
    if kind == "jpeg" and picture.mode != "RGB":
        picture = picture.convert("RGB")
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare
