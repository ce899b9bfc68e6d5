import wave
from io import BytesIO

import pytest
from PIL import Image

from tests.accounts.places import PASSWORD, answer_captcha, sign_in
from zhijiao.accounts import captcha, captcha_audio

pytestmark = [pytest.mark.once, pytest.mark.django_db]


def test_the_picture_is_a_png_that_is_not_kept(client):
    response = client.get("/captcha/abcdefgh.png")
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Cache-Control"] == "no-store"
    assert Image.open(BytesIO(response.content)).size == (captcha.WIDTH, captcha.HEIGHT)


def test_the_answer_never_leaves_the_server(client):
    response = client.get("/captcha/abcdefgh.png")
    digits = captcha.digits_of(client.session, "abcdefgh")
    assert len(digits) == 4
    assert digits.encode() not in response.content
    assert digits not in str(response.headers) + str(response.cookies)


def test_an_answer_serves_once(client, clerk):
    answer = answer_captcha(client)
    posted = {"username": "wei", "password": "Wrong-2026", **answer}
    assert "账号或密码不正确" in client.post("/login/", posted).content.decode()
    again = client.post("/login/", {**posted, "password": PASSWORD}).content.decode()
    assert "验证码不正确或已过期" in again
    assert "_auth_user_id" not in client.session


def test_a_wrong_answer_uses_the_picture_up(client, clerk):
    answer = answer_captcha(client)
    wrong = "0000" if answer["captcha"] != "0000" else "1111"
    client.post("/login/", {"username": "wei", "password": PASSWORD, **answer, "captcha": wrong})
    response = client.post("/login/", {"username": "wei", "password": PASSWORD, **answer})
    assert response.status_code == 422


def test_no_picture_no_entry(client, clerk):
    for name in ("", "abcdefgh", "没有"):
        posted = {"username": "wei", "password": PASSWORD, "captcha": "", "captcha_name": name}
        assert client.post("/login/", posted).status_code == 422
    assert sign_in(client, "wei").status_code == 302


def test_fetching_again_changes_the_digits(client):
    seen = set()
    for _ in range(6):
        client.get("/captcha/abcdefgh.png")
        seen.add(captcha.digits_of(client.session, "abcdefgh"))
    assert len(seen) > 1


def test_two_tabs_do_not_disturb_each_other(client, clerk):
    first, second = answer_captcha(client), answer_captcha(client)
    wrong = client.post("/login/", {"username": "wei", "password": "Wrong-2026", **second})
    assert wrong.status_code == 422
    assert client.post("/login/", {"username": "wei", "password": PASSWORD, **first}).status_code == 302


def test_a_session_keeps_only_a_few_pictures(client):
    for number in range(9):
        client.get(f"/captcha/picture-{number}.png")
    assert len(client.session["captcha"]) == 5


def test_a_picture_grows_old(client, monkeypatch):
    answer = answer_captcha(client)
    monkeypatch.setattr(captcha, "VALID_SECONDS", -1)
    assert not captcha.accept(client.session, answer["captcha_name"], answer["captcha"])


def test_the_sound_says_the_same_digits(client, monkeypatch):
    spoken = []
    real = captcha_audio.speak
    monkeypatch.setattr(captcha_audio, "speak", lambda digits: spoken.append(digits) or real(digits))
    assert client.get("/captcha/abcdefgh.wav").status_code == 404
    client.get("/captcha/abcdefgh.png")
    response = client.get("/captcha/abcdefgh.wav")
    assert spoken == [captcha.digits_of(client.session, "abcdefgh")]
    assert response.headers["Content-Type"] == "audio/wav"
    assert response.headers["Cache-Control"] == "no-store"


def test_the_sound_is_a_wav_of_a_few_seconds_and_never_the_same():
    first, second = captcha_audio.speak("0123"), captcha_audio.speak("0123")
    assert first != second
    with wave.open(BytesIO(first)) as sound:
        assert 2 < sound.getnframes() / sound.getframerate() < 8


def test_every_digit_has_a_clip():
    for digit in "0123456789":
        assert len(captcha_audio.speak(digit)) > 1000


def test_the_login_page_offers_picture_and_sound(client, db):
    page = client.get("/login/").content.decode()
    assert 'name="captcha_name"' in page
    assert ".png" in page
    assert ".wav" in page
