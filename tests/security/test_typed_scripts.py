"""What people type into announcements and 在线支持 stays text: on the server by structure, in Chromium by silence."""

import re
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.accounts.places import person, plant
from tests.attachments import samples
from tests.journeys.sessions import signed_in
from tests.security.payloads import PAYLOADS
from zhijiao.announcements import attached, publishing
from zhijiao.announcements.publishing import Wording
from zhijiao.attachments.keeping import shown_name
from zhijiao.identity.rights import actor_for
from zhijiao.kit.school_code import make_school_code
from zhijiao.notices.inbox import tell_user
from zhijiao.orgs.models import Org
from zhijiao.support import handling, talking
from zhijiao.support.models import CannedAnswer
from zhijiao.support.talking import Asked, Picture

SISTER = make_school_code("45", 2)
LINKS = ("/", "?", "#", "http://", "https://")


class Structure(HTMLParser):
    """The tags of a page with the names of their attributes, the addresses, and the words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags, self.addresses, self.words = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        names = sorted(name for name, _ in attrs if name not in ("selected", "id"))
        if not (tag == "a" and "nofollow" in dict(attrs).get("rel", "")):  # a link that somebody typed
            self.tags.append((tag, *names))
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action")]

    def handle_data(self, data):
        self.words.append(data)


class Place:
    """A school with a reader and staff, and everything they have typed."""

    def __init__(self, school):
        self.reader = person(school, "reader", "school_clerk")
        self.admin = person(school, "admin", "school_admin")
        self.author = actor_for(self.admin)

    def type(self, text: str) -> list[tuple[object, str]]:
        """Type a text everywhere, past the forms where these would shorten it; who then sees it, and where."""
        wording = Wording(title=text[:100], body=f"{text}\n\n{text}", reach="own", pinned=True)
        made = publishing.draft(self.author, self.admin.org, wording)
        attached.AnnouncementFile.objects.create(
            announcement=made, number="a" * 32, name=shown_name(text, "pdf"), kind="pdf", size=1, content=b"x"
        )
        publishing.publish(self.author, made.pk, made.version)
        gone = publishing.draft(self.author, self.admin.org, wording)
        publishing.publish(self.author, gone.pk, gone.version)
        publishing.withdraw(self.author, gone.pk, text[:200])
        draft = publishing.draft(self.author, self.admin.org, wording)
        tell_user(self.reader.pk, title=text, text=text)
        talk = talking.ask(self.reader, Asked(text[:60], text, page="/", picture=Picture("png", b"x")))
        facts = {"text": text, "by": text[:60]}
        CannedAnswer.objects.update_or_create(org=self.admin.org, title=text[:40], defaults=facts)
        handling.say(self.author, talk.pk, text)
        handling.rate(talk.pk, self.reader.pk, 3, text)
        return [
            (self.reader, "/announcements/"),
            (self.reader, f"/announcements/{made.pk}/"),
            (self.reader, f"/announcements/{gone.pk}/"),
            (self.reader, "/messages/"),
            (self.reader, f"/support/{talk.pk}/"),
            (self.reader, "/support/"),
            (self.admin, f"/announcements/{draft.pk}/edit/"),
            (self.admin, "/announcements/desk/"),
            (self.admin, f"/announcements/{made.pk}/receipts/"),
            (self.admin, f"/support/{talk.pk}/"),
            (self.admin, "/support/desk/?view=answered"),
            (self.admin, "/support/canned/"),
        ]


@pytest.fixture
def place(walker):
    """A neighbour of the planted school, in which nobody has typed anything yet."""
    return Place(Org.objects.get(code=SISTER))


def pages(seen) -> dict[str, list[Structure]]:
    """The pages by kind of address, each read once."""
    found: dict[str, list[Structure]] = {}
    for user, address in dict.fromkeys(seen):
        client = Client()
        client.force_login(user)
        answer = client.get(address)
        assert answer.status_code == 200, address
        kind = f"{user.username} {re.sub('[0-9]+', '1', address)}"
        found.setdefault(kind, []).append(Structure(answer.content.decode()))
    return found


HARMLESS: dict[str, set] = {}
TOGETHER = 6
"""What each page is made of when a word was typed; the same for all, so worked out once."""


def test_there_are_enough_of_them():
    assert len(set(PAYLOADS)) >= 120


@pytest.mark.once
@pytest.mark.parametrize("first", range(0, len(PAYLOADS), TOGETHER))
def test_a_typed_script_stays_text_wherever_it_is_shown(place, first):
    payloads = PAYLOADS[first : first + TOGETHER]
    made = pages([seen for payload in payloads for seen in place.type(payload)])
    if not HARMLESS:
        plain = pages(place.type("报送\n通知"))
        HARMLESS.update({kind: {tag for page in found for tag in page.tags} for kind, found in plain.items()})
    for kind, found in made.items():
        for page in found:
            assert [each for each in page.addresses if each and not each.startswith(LINKS)] == []
            assert set(page.tags) <= HARMLESS[kind], (kind, set(page.tags) - HARMLESS[kind])
    told = "".join("".join(page.words) for page in made["reader /announcements/1/"])
    assert [
        payload for payload in payloads if payload.split("\n")[0] not in told
    ] == []  # shown, not swallowed


REFUSED = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "html": b"<!DOCTYPE html><script>alert(1)</script>",
    "page in a pdf": samples.page_in_a_pdf(),
    "pdf with a script": samples.pdf(b"2 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj\n"),
    "broken picture": samples.picture()[:300],
    "pixel bomb": samples.pixel_bomb(),
    "zip of death": samples.docx(word__big=bytes(5_000_000)),
    "macros": samples.docx(word__vbaProject_bin=b"x").replace(b"vbaProject_bin", b"vbaProject.bin"),
    "nothing": b"",
    "a program": b"MZ" + bytes(100),
    "gif": samples.picture("GIF"),
}


NAMES = ("a.pdf", "a.pdf.exe", "a.jpg", "<img src=x onerror=alert(1)>.png")


@pytest.mark.once
@pytest.mark.parametrize(("number", "content"), list(enumerate(REFUSED)))
def test_a_dangerous_file_is_refused_with_a_message_everywhere(place, number, content):
    name = NAMES[number % len(NAMES)]
    draft = publishing.draft(place.author, place.admin.org, Wording(title="通知", body="正文", reach="own"))
    desk, asker = Client(), Client()
    desk.force_login(place.admin)
    asker.force_login(place.reader)
    typed = {"subject": "问", "text": "说"}
    for client, address, box in (
        (desk, f"/announcements/{draft.pk}/attach/", "file"),
        (asker, "/support/new/", "picture"),
    ):
        answer = client.post(address, typed | {box: SimpleUploadedFile(name, REFUSED[content])})
        page = answer.content.decode()
        assert (answer.status_code, 'class="note note-bad"' in page) == (422, True)
        assert "<img src=x" not in page
    assert not draft.files.exists()
    assert not handling.queue(place.author).exists()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_nothing_of_it_acts_in_a_browser(page, live_server):
    acted = []
    page.on("dialog", lambda dialog: (acted.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: acted.append(str(error)))
    place = Place(plant().school)
    seen = []
    for start in range(0, len(PAYLOADS), 40):
        seen = place.type("\n".join(PAYLOADS[start : start + 40])[:2000])
        for user, address in seen:
            page.context.clear_cookies()
            signed_in(page, live_server, user).goto(live_server.url + address)
            page.wait_for_load_state("networkidle")
            page.mouse.move(300, 300)
            page.keyboard.press("Tab")
    assert acted == []
