"""Every way in: what acts is left out, what is no picture is refused with a message, and nothing else happens."""

import json

import pytest
from django.test import Client

from tests import sample
from tests.attachments import samples
from tests.cases.payloads import XSS
from tests.kit.test_rich_text import assert_harmless
from zhijiao.attachments.models import Attachment

PASTE = "/forms/moral_case/paste/practice/?year=2020"
BAD = {
    "脚本.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>window.hurt(1)</script></svg>",
    "网页.jpg": b"<html><script>window.hurt(1)</script></html>",
    "空.png": b"",
    "坏.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
    "两面.jpg.png": samples.page_in_a_pdf(),
    "炸弹.png": samples.pixel_bomb(),
    "文档.docx": samples.docx(),
    "程序.png": b"MZ\x90\0" + b"\0" * 200,
}


def client_of(desk, who="clerk"):
    client = Client()
    client.force_login(desk.people[who])
    return client


def test_pasting_and_posting_and_programs_leave_nothing_that_acts(desk):
    client = client_of(desk)
    for start in range(0, len(XSS), 12):
        piece = "".join(XSS[start : start + 12])
        answer = client.post(PASTE, {"markup": piece})
        assert answer.status_code == 200
        assert_harmless(answer.json()["html"])
        row = sample.row(desk.form, 0) | {
            "title": f"案例{start}",
            "author": "js002",
            "practice": "<p>前</p>" + piece,
        }
        row = {name: value for name, value in row.items() if value is not None and name != "status"}
        body = json.dumps(row, default=str)
        sent = client.post("/api/v1/forms/moral_case/records/", body, content_type="application/json")
        assert sent.status_code == 201, sent.content.decode()[:300]
    assert sample.stored(desk.tree.school, desk.form).count() == len(range(0, len(XSS), 12))
    for stored in sample.stored(desk.tree.school, desk.form).values_list("practice", flat=True):
        assert_harmless(stored)


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_picture_is_refused_with_a_message(desk, name):
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = client_of(desk).post(PASTE, {"picture": SimpleUploadedFile(name, BAD[name])})
    assert answer.status_code == 200
    assert answer.json()["html"] == ""
    assert name[:2] in answer.json()["said"][0]
    assert not Attachment.objects.exists()


def test_a_picture_is_taken_and_shown_to_its_school_alone(desk):
    from django.core.files.uploadedfile import SimpleUploadedFile

    named = "晨跑<img src=x onerror=window.hurt(1)>.jpg"
    answer = client_of(desk).post(PASTE, {"picture": SimpleUploadedFile(named, samples.from_a_telephone())})
    html = answer.json()["html"]
    assert_harmless(html)
    address = html.partition('src="')[2].partition('"')[0]
    shown = client_of(desk).get(address)
    assert shown.status_code == 200
    assert b"Phone-XYZ-777" not in shown.content
    for who in ("neighbour", "county", "province", "elsewhere", "foreigner"):
        assert client_of(desk, who).get(address).status_code == 404, who


def test_who_may_not_write_may_not_paste(desk):
    for who, status in (("reader", 403), ("county", 403), ("supervisor", 403)):
        school = f"&school={desk.tree.school.pk}" if who == "county" else ""
        assert client_of(desk, who).post(PASTE + school, {"markup": "<p>x</p>"}).status_code == status, who
