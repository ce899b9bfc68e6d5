"""Every address of the system is explained by a chapter, and chapters name none that is not there."""

from zhijiao.manual.chapters import chapters
from zhijiao.selfcheck.addresses import addresses

NOTHING_TO_EXPLAIN = {
    "filing:draft",  # what is kept while somebody types: told of under filling in
    "signin:captcha_image",  # parts of the page for signing in
    "signin:captcha_audio",
}


def test_every_address_is_explained_by_a_chapter_and_none_is_made_up():
    named = {name for chapter in chapters().values() for name in chapter.pages}
    there = {each.name for each in addresses()}
    assert named - there == set()
    assert there - named - NOTHING_TO_EXPLAIN == set()
