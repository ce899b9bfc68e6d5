import pytest

from zhijiao.filing import registry


def test_every_form_opens(clerk, world):
    for key in registry.forms():
        answer = clerk.get(f"/forms/{key}/")
        assert answer.status_code == 200, key
        for record in world.ids.get(key, []):
            for page in ("", "history/"):
                assert clerk.get(f"/forms/{key}/{record}/{page}").status_code == 200, key
            assert clerk.get(f"/forms/{key}/used-by/{record}/").status_code == 200, key
        for page in ("print/", "columns/", "conditions/"):
            assert clerk.get(f"/forms/{key}/{page}").status_code == 200, key
        for fmt in ("csv", "xlsx"):
            assert clerk.get(f"/forms/{key}/export/{fmt}/").status_code == 200, key


def test_every_filter_and_sort(clerk, three):
    pass


def test_three(clerk, three):
    for key in registry.forms():
        answer = clerk.get(f"/forms/{key}/")
        assert answer.status_code == 200, key
