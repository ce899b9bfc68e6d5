"""A map drawn from region codes alone: a tile for each province where it lies, and the cities of one of them in rows.

A cartogram of tiles wants no outlines and no service outside; every region has the same room, so that numbers can be
read in all of them. The places of the provinces are ours, chosen so that neighbours stay neighbours.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from zhijiao.catalogue.code_entries import CodeEntry
from zhijiao.catalogue.tables import table

PLACES = {
    "23": (8, 0),
    "66": (0, 1), "15": (5, 1), "22": (8, 1),
    "65": (0, 2), "62": (2, 2), "64": (3, 2), "14": (4, 2), "13": (5, 2), "11": (6, 2), "12": (7, 2), "21": (8, 2),
    "63": (1, 3), "61": (3, 3), "41": (4, 3), "37": (5, 3),
    "54": (1, 4), "51": (2, 4), "50": (3, 4), "42": (4, 4), "34": (5, 4), "32": (6, 4), "31": (7, 4),
    "53": (2, 5), "52": (3, 5), "43": (4, 5), "36": (5, 5), "33": (6, 5),
    "45": (3, 6), "44": (4, 6), "35": (6, 6), "71": (7, 6),
    "46": (3, 7), "82": (4, 7), "81": (5, 7),
}  # fmt: skip
"""Column and row of each province, by the first two digits of its code."""
WIDTH, HEIGHT, GAP = 66, 50, 4
CITY_WIDTH, PER_ROW = 92, 6
BANDS = 4
LONGEST = 4
"""Characters of a name that fit into a tile."""

_PEOPLES = (
    "蒙古|柯尔克孜|哈萨克|(?:苗|侗|布依|藏|彝|傣|景颇|白|哈尼|壮|傈僳|土家|羌|回|瑶|黎|仡佬|水|佤|拉祜|布朗|纳西|满|畲|"
    "朝鲜|蒙古|维吾尔|撒拉|土|裕固|保安|东乡|锡伯|塔吉克|仫佬|毛南|京|独龙|怒|普米|各)族"
)
_ENDINGS = re.compile(
    rf"(?:(?:{_PEOPLES})*(?:自治区|自治州|自治县|自治旗)|特别行政区|生产建设兵团|地区|省|市|县|区|林区)$"
)
_NAMED_OTHERWISE = {"15": "内蒙古", "65": "新疆", "66": "兵团"}


@dataclass(frozen=True)
class Tile:
    """A region on the map: where it stands, what it is called there, how many there are, and how dark it is."""

    code: str
    name: str
    short: str
    count: int
    #: 0 none, then 1 to `BANDS`.
    band: int
    x: int
    y: int


@dataclass(frozen=True)
class TileMap:
    """Tiles with the room they take."""

    tiles: list[Tile]
    tile_width: int
    width: int
    height: int


def province_of(region: str) -> str:
    """The province that a region lies in."""
    return f"{region[:2]}0000" if region else ""


def city_of(region: str) -> str:
    """The city that a region lies in; in a city under the State Council, and right under a province, the region."""
    city = f"{region[:4]}00"
    entry = table("regions").entries.get(city)
    return region if entry is None or entry.heading else city


def country(counts: Mapping[str, int]) -> TileMap:
    """All provinces, each with its number."""
    regions = table("regions")
    most = max(counts.values(), default=0)
    tiles = []
    for digits, (column, row) in PLACES.items():
        entry = regions.entries[f"{digits}0000"]
        tiles.append(_tile(entry, counts, most, column * (WIDTH + GAP), row * (HEIGHT + GAP)))
    columns, rows = (max(place[axis] for place in PLACES.values()) + 1 for axis in (0, 1))
    return TileMap(tiles, WIDTH, columns * (WIDTH + GAP) - GAP, rows * (HEIGHT + GAP) - GAP)


def province(code: str, counts: Mapping[str, int]) -> TileMap:
    """The cities of a province in the order of their codes; where a number has no city today, the region it has."""
    known = [entry.code for entry in _cities(code)]
    codes = [*known, *sorted(counts.keys() - set(known))]
    regions, most = table("regions"), max(counts.values(), default=0)
    tiles = []
    for number, each in enumerate(codes):
        entry = regions.entries.get(each) or CodeEntry(each, each)
        x, y = number % PER_ROW * (CITY_WIDTH + GAP), number // PER_ROW * (HEIGHT + GAP)
        tiles.append(_tile(entry, counts, most, x, y))
    rows = -(-len(codes) // PER_ROW)
    return TileMap(
        tiles, CITY_WIDTH, min(len(codes), PER_ROW) * (CITY_WIDTH + GAP) - GAP, rows * (HEIGHT + GAP) - GAP
    )


def _cities(code: str) -> list[CodeEntry]:
    """What is right below a province today, without the rows that only group."""
    found: list[CodeEntry] = []
    for entry in table("regions").children(code):
        if entry.heading:
            found += [below for below in table("regions").children(entry.code) if below.selectable]
        elif entry.selectable:
            found.append(entry)
    return sorted(found, key=lambda entry: entry.code)


def _tile(entry: CodeEntry, counts: Mapping[str, int], most: int, x: int, y: int) -> Tile:
    count = counts.get(entry.code, 0)
    band = -(-BANDS * count // most) if count else 0
    return Tile(entry.code, entry.name, short_name(entry), count, band, x, y)


def short_name(entry: CodeEntry) -> str:
    """The name without what kind of region it is, as long as a tile has room."""
    named = _NAMED_OTHERWISE.get(entry.code[:2]) if entry.code.endswith("0000") else None
    bare = named or _ENDINGS.sub("", entry.name) or entry.name
    return (bare if len(bare) > 1 else entry.name)[:LONGEST]
