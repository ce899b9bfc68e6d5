"""The map that is drawn from region codes: every province has a place of its own, cities follow their codes."""

from collections import Counter

import pytest

from zhijiao.catalogue.tables import table
from zhijiao.internships import tile_map


def test_every_province_stands_on_the_map_once():
    codes = {entry.code for entry in table("regions").children() if entry.selectable}
    country = tile_map.country({})
    assert {tile.code for tile in country.tiles} == codes
    assert max(Counter((tile.x, tile.y) for tile in country.tiles).values()) == 1


@pytest.mark.parametrize("code", [entry.code for entry in table("regions").children()])
def test_tiles_of_a_province_lie_side_by_side_inside_the_map(code):
    drawn = tile_map.province(code, {code: 1})
    assert max(Counter((tile.x, tile.y) for tile in drawn.tiles).values()) == 1
    for tile in drawn.tiles:
        assert tile.x + drawn.tile_width <= drawn.width
        assert tile.y + tile_map.HEIGHT <= drawn.height
        assert 1 < len(tile.short) <= tile_map.LONGEST


def test_no_region_is_left_out_of_its_province():
    regions = table("regions")
    for entry in regions.entries.values():
        if entry.selectable:
            province, city = tile_map.province_of(entry.code), tile_map.city_of(entry.code)
            assert province in regions
            drawn = tile_map.province(province, {city: 3})
            assert [tile.count for tile in drawn.tiles if tile.count] == [3], entry


@pytest.mark.parametrize(
    ("region", "city"),
    [
        ("450123", "450100"),
        ("450100", "450100"),
        ("110105", "110105"),
        ("469001", "469001"),
        ("450000", "450000"),
    ],
)
def test_the_city_of_a_region(region, city):
    assert tile_map.city_of(region) == city


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("150000", "内蒙古"), ("450000", "广西"), ("650000", "新疆"), ("810000", "香港"), ("110000", "北京"),
        ("522600", "黔东南"), ("533100", "德宏"), ("653000", "克孜勒苏"), ("152200", "兴安盟"), ("500242", "酉阳"),
        ("500231", "垫江"), ("500233", "忠县"),
    ],
)  # fmt: skip
def test_names_are_shortened_to_what_a_tile_holds(code, short):
    assert tile_map.short_name(table("regions").entries[code]) == short


def test_the_more_there_are_the_darker_it_is():
    tiles = {
        tile.code[:2]: tile.band for tile in tile_map.country({"450000": 40, "440000": 11, "430000": 1}).tiles
    }
    assert (tiles["45"], tiles["44"], tiles["43"], tiles["42"]) == (4, 2, 1, 0)
