import wave
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from random import Random
from threading import Barrier

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from PIL import Image

from tests.accounts.places import PASSWORD, answer_captcha, person, plant, sign_in
from zhijiao.signin import captcha, captcha_audio, captcha_picture, cleaning
from zhijiao.signin.models import UsedCaptcha, UserSession

pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture
def name() -> str:
    return captcha.new_name()


def test_the_picture_is_a_png_that_is_not_kept(client, name):
    response = client.get(f"/captcha/{name}.png")
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Cache-Control"] == "no-store"
    assert Image.open(BytesIO(response.content)).size == (captcha_picture.WIDTH, captcha_picture.HEIGHT)


def test_the_answer_never_leaves_the_server(client, name):
    response = client.get(f"/captcha/{name}.png")
    digits = captcha.digits_of(name)
    assert len(digits) == 4
    assert digits.encode() not in response.content
    assert digits not in str(response.headers) + str(response.cookies)


def test_pages_and_pictures_leave_nothing_on_the_server(client, name):
    for path in (
        "/login/",
        "/manage/login/",
        "/forgot/",
        "/captcha/",
        f"/captcha/{name}.png",
        f"/captcha/{name}.wav",
    ):
        assert client.get(path).status_code == 200
    assert "zhijiao_session" not in client.cookies
    assert [model.objects.count() for model in (Session, UsedCaptcha)] == [0, 0]


def test_a_wrong_answer_begins_no_session(client, clerk):
    client.post("/login/", {"username": "wei", "password": PASSWORD, "captcha": "0000", "captcha_name": "x"})
    client.post("/login/", {"username": "wei", "password": "Wrong-2026", **answer_captcha(client)})
    assert Session.objects.count() == 0


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


@pytest.mark.django_db(transaction=True)
def test_of_answers_sent_at_the_same_moment_one_counts(name):
    digits, all_have_read = captcha.digits_of(name), Barrier(6)

    def answer(_) -> bool:
        read = []

        def wait_for_the_others(execute, sql, *given):
            found = execute(sql, *given)
            if sql.startswith("SELECT") and not read:
                read.append(sql)
                all_have_read.wait(30)
            return found

        try:
            with connection.execute_wrapper(wait_for_the_others):
                return captcha.accept(name, digits)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        assert sorted(threads.map(answer, range(6))) == [False] * 5 + [True]


def altered(name: str) -> Iterator[str]:
    """Yield names that are read as the same bytes, or nearly."""
    yield name[:-1] + ("A" if name[-1] != "A" else "B")
    yield name + "!"
    yield name[:4] + "*" + name[4:]
    yield name + "\n"
    yield name + "="


def test_a_name_that_was_changed_is_none_of_ours(client, name):
    digits = captcha.digits_of(name)
    for other in altered(name):
        assert captcha.digits_of(other) is None
        assert not captcha.accept(other, digits)
    assert captcha.accept(name, digits)


def test_no_picture_no_entry(client, clerk):
    for name in ("", "abcdefgh", "没有"):
        posted = {"username": "wei", "password": PASSWORD, "captcha": "", "captcha_name": name}
        assert client.post("/login/", posted).status_code == 422
    assert sign_in(client, "wei").status_code == 302


def test_another_captcha_has_other_digits_and_the_same_one_looks_the_same(client, name):
    others = [client.get("/captcha/").json() for _ in range(6)]
    assert len({captcha.digits_of(other["name"]) for other in others}) > 1
    for other in others:
        assert other["image_url"] == f"/captcha/{other['name']}.png"
    first, second, third = (
        client.get(f"/captcha/{shown}.png").content for shown in (name, name, captcha.new_name())
    )
    assert first == second
    assert first != third


def test_two_tabs_do_not_disturb_each_other(client, clerk):
    first, second = answer_captcha(client), answer_captcha(client)
    wrong = client.post("/login/", {"username": "wei", "password": "Wrong-2026", **second})
    assert wrong.status_code == 422
    assert client.post("/login/", {"username": "wei", "password": PASSWORD, **first}).status_code == 302


def test_a_name_grows_old(client, name, monkeypatch):
    digits = captcha.digits_of(name)
    monkeypatch.setattr(captcha, "VALID_SECONDS", -1)
    assert not captcha.accept(name, digits)
    for ending in ("png", "wav"):
        assert client.get(f"/captcha/{name}.{ending}").status_code == 404


def test_the_sound_says_the_same_digits(client, name, monkeypatch):
    spoken = []
    real = captcha_audio.speak
    monkeypatch.setattr(
        captcha_audio, "speak", lambda digits, chance: spoken.append(digits) or real(digits, chance)
    )
    response = client.get(f"/captcha/{name}.wav")
    assert spoken == [captcha.digits_of(name)]
    assert response.headers["Content-Type"] == "audio/wav"
    assert response.headers["Cache-Control"] == "no-store"


def samples(digits: str, seed: int) -> int:
    """How long the sound of these digits is."""
    with wave.open(BytesIO(captcha_audio.speak(digits, Random(seed)))) as sound:
        assert 2 < sound.getnframes() / sound.getframerate() < 8
        return sound.getnframes()


def test_the_length_of_the_sound_is_the_same_whatever_it_says():
    assert {samples(digit * 4, 7) for digit in "0123456789"} == {samples("0123", 7)}
    assert len({samples("0123", seed) for seed in range(5)}) == 5


def test_no_two_sounds_of_a_digit_are_alike_beneath_the_noise(monkeypatch):
    """Without hiss, murmur and pauses the same digit four times over is four sounds of four lengths."""
    cut = []
    stretched = captcha_audio._stretched
    monkeypatch.setattr(captcha_audio, "_stretched", lambda *given: cut.append(stretched(*given)) or cut[-1])
    captcha_audio.speak("3333", Random(1))
    assert len({len(each) for each in cut}) == len({tuple(each[:400]) for each in cut}) == 4


def test_pauses_are_not_silent():
    with wave.open(BytesIO(captcha_audio.speak("0123", Random(3)))) as sound:
        first = sound.readframes(int(captcha_audio.RATE * 0.2))
    assert max(first) - min(first) > 20


@pytest.mark.parametrize("seed", range(12))
def test_neither_colour_nor_gaps_part_the_digits_of_the_picture(seed):
    picture = Image.open(BytesIO(captcha_picture.draw(f"{seed:02d}48", Random(seed)))).convert("RGB")
    columns = [
        [picture.getpixel((x, y)) for y in range(captcha_picture.HEIGHT)]
        for x in range(captcha_picture.WIDTH)
    ]
    assert all(any(sum(pixel) < 560 for pixel in column) for column in columns[10:90])
    darkest = min((pixel for column in columns for pixel in column), key=sum)
    strongest = darkest.index(max(darkest))
    dark = [pixel for column in columns for pixel in column if sum(pixel) < 420]
    assert {pixel.index(max(pixel)) for pixel in dark} == {strongest}


def test_the_login_page_offers_picture_sound_and_another(client, db):
    page = client.get("/login/").content.decode()
    for part in ('name="captcha_name"', ".png", ".wav", 'data-captcha="/captcha/"'):
        assert part in page


def test_what_has_ended_is_thrown_away_piece_by_piece(db, monkeypatch):
    monkeypatch.setattr(cleaning, "PIECE", 2)
    now, clerk = timezone.now(), person(plant().school, "wei", "school_clerk")
    for number, age in enumerate((-1, 1, 1, 1)):
        ended = now - timedelta(days=age)
        Session.objects.create(session_key=f"key{number}", session_data="", expire_date=ended)
        UserSession.objects.create(user=clerk, session_key=f"key{number}", began_at=ended, seen_at=ended)
        UsedCaptcha.objects.create(name=f"name{number}")
        UsedCaptcha.objects.filter(name=f"name{number}").update(used_at=ended)
    assert [cleaning.clear_ended() for _ in range(2)] == [True, False]
    assert list(Session.objects.values_list("session_key", flat=True)) == ["key0"]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == ["key0"]
    assert list(UsedCaptcha.objects.values_list("name", flat=True)) == ["name0"]


def test_a_used_name_cannot_come_back_after_the_cleaning(client, name):
    digits = captcha.digits_of(name)
    assert captcha.accept(name, digits)
    cleaning.clear_ended()
    assert not captcha.accept(name, digits)


def test_a_session_in_use_outlives_the_cleaning(client, clerk):
    sign_in(client, "wei")
    cleaning.clear_ended()
    assert client.get("/password/").status_code == 200
