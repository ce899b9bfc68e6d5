"""What the scripts of pages send, as nobody's script would send it."""

import json

import pytest

DEEP = "[" * 100_000 + "]" * 100_000
HALF = "学校\ud800"
"""Half a character, which JSON can carry and no database can store."""


@pytest.mark.parametrize("text", [DEEP, f'{{"rows": {DEEP}}}', '[{"id": NaN}]', '{"rows": [', "\0"])
def test_json_that_is_none_is_refused_with_a_sentence(clerk, three, text):
    saved = clerk.post("/forms/teacher/grid/", text, content_type="application/json")
    assert (saved.status_code, "请刷新页面" in saved.json()["text"]) == (400, True)
    kept = clerk.post("/forms/teacher/grid/draft/", {"rows": text})
    assert (kept.status_code, "请刷新页面" in kept.json()["message"]) == (400, True)


def test_a_draft_with_half_a_character_is_kept(clerk, three):
    row = {"id": three.ids["teacher"][0], "version": 1, "cells": {"name": HALF}, "base": {"name": "谭红霞"}}
    assert clerk.post("/forms/teacher/grid/draft/", {"rows": json.dumps([row])}).json()["kept"]
    assert "学校?" in clerk.get("/forms/teacher/grid/").content.decode()
