"""The pages of 数据报送: what administrators of either side see and do, and what nobody else may."""

import json
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import axe, sample
from tests.background_work import work
from tests.exchange import installations as two
from tests.journeys.sessions import signed_in
from zhijiao.exchange import keys
from zhijiao.exchange.background_jobs import apply_package, make_package
from zhijiao.exchange.models import LogLine, OwnKey, Package, Partner, PartnerKey
from zhijiao.orgs.models import Org
from zhijiao.orgs.services import create_org


def browser(org, role):
    """A signed-in browser of somebody at a node."""
    client = Client()
    client.force_login(sample.user(org, role, username=f"{role}{org.pk}"))
    return client


def said_by(response):
    """The page that one is led to."""
    assert response.redirect_chain
    return response.content.decode()


def test_a_package_is_made_downloaded_carried_and_acknowledged_by_pages(both):
    ministry, province = both
    with province.at():
        sample.fill(sample.school(), "student", 2)
        client = browser(Org.objects.get(code="450000"), "province_admin")
        client.post(reverse("exchange:make"), {"kind": "full"})
        while work(make_package):
            pass
        package = Package.objects.get()
        page = client.get(reverse("exchange:package", args=[package.pk])).content.decode()
        assert "待发送" in page
        assert "下载文件" in page
        response = client.get(reverse("exchange:file", args=[package.pk]))
        file = b"".join(response.streaming_content)
        assert "attachment" in response["Content-Disposition"]
    with ministry.at():
        admin = browser(Org.objects.get(parent=None), "ministry_admin")
        answer = admin.post(
            reverse("exchange:receive"), {"file": SimpleUploadedFile("x.tar", file)}, follow=True
        )
        assert "已接收第 1 号包" in said_by(answer)
        while work(apply_package):
            pass
        taken = Package.objects.get()
        assert "摘要一致" in admin.get(reverse("exchange:package", args=[taken.pk])).content.decode()
        receipt = admin.get(reverse("exchange:receipt", args=[taken.pk])).content
    with province.at():
        answer = client.post(
            reverse("exchange:take_receipt"), {"file": SimpleUploadedFile("r.json", receipt)}, follow=True
        )
        assert "摘要一致" in said_by(answer)
        assert client.get(reverse("exchange:file", args=[package.pk]), follow=True).status_code == 200
        assert "已回执" in client.get(reverse("exchange:list")).content.decode()


def test_what_is_no_package_or_receipt_is_told(both):
    ministry, _ = both
    with ministry.at():
        admin = browser(Org.objects.get(parent=None), "ministry_admin")
        for name, field, said in (
            ("exchange:receive", b"no tar", "文件不是数据包"),
            ("exchange:receive", b"", "请选择数据包文件"),
            ("exchange:take_receipt", b"{", "回执无法识别"),
            ("exchange:take_receipt", b"", "回执无法识别"),
        ):
            sent = {"file": SimpleUploadedFile("x", field)} if field else {}
            assert said in said_by(admin.post(reverse(name), sent, follow=True)), name
        assert not Package.objects.exists()


def test_keys_are_made_registered_and_revoked_by_pages(both):
    ministry, province = both
    with province.at():
        text = keys.make_own("测试").public
    fingerprint = keys.shown(keys.read_public(text).fingerprint)
    with ministry.at():
        admin = browser(Org.objects.get(parent=None), "ministry_admin")
        wrong = admin.post(reverse("exchange:key_register"), {"text": text, "fingerprint": "0" * 64})
        assert wrong.status_code == 422
        assert "指纹与文件不一致" in wrong.content.decode()
        admin.post(reverse("exchange:key_register"), {"text": text, "fingerprint": fingerprint})
        found = PartnerKey.objects.latest("pk")
        assert found.fingerprint == fingerprint.replace(" ", "")
        admin.post(reverse("exchange:key_revoke", args=[found.pk]))
        found.refresh_from_db()
        assert found.revoked_at is not None
        admin.post(reverse("exchange:key_new"))
        newest = OwnKey.objects.first()
        file = admin.get(reverse("exchange:key_file", args=[newest.pk]))
        assert json.loads(file.content)["fingerprint"] == newest.fingerprint
        assert "private" not in json.loads(file.content)
        for rubbish in ("", "{}", "[" * 4000, '{"kind": 1}'):
            answer = admin.post(reverse("exchange:key_register"), {"text": rubbish, "fingerprint": "x"})
            assert answer.status_code == 422


PAGES = ("exchange:list", "exchange:keys", "exchange:log")


def test_only_administrators_of_the_installation_s_own_node_see_anything(both):
    ministry, province = both
    with ministry.at():
        root, own = Org.objects.get(parent=None), Org.objects.get(code="450000")
        school = sample.school()
        for org, role, status in (
            (own, "province_admin", 404),
            (root, "ministry_auditor", 403),
            (school, "school_clerk", 403),
            (root, "ministry_admin", 200),
        ):
            client = browser(org, role)
            for name in PAGES:
                assert client.get(reverse(name)).status_code == status, (role, name)
            if status != 200:
                for name in ("make", "receive", "take_receipt", "key_new", "key_register"):
                    assert client.post(reverse(f"exchange:{name}")).status_code == status, (role, name)
        assert Client().get(reverse("exchange:list")).status_code == 302
    with province.at():
        other = create_org(Org.objects.get(parent=None), "province", "另一省", "530000")
        assert browser(other, "province_admin").get(reverse("exchange:list")).status_code == 404


def test_where_nothing_is_exchanged_the_page_says_so(db):
    admin = browser(sample.province(), "province_admin")
    assert "没有设置报送" in admin.get(reverse("exchange:list")).content.decode()
    assert admin.get(reverse("exchange:keys")).status_code == 404
    assert admin.post(reverse("exchange:make"), {"kind": "full"}).status_code == 404


@pytest.fixture
def shown(db, settings, tmp_path):
    """A ministry's installation with something of everything to show."""
    settings.EXCHANGE_NODE, settings.MEDIA_ROOT = "ministry", str(tmp_path)
    province = sample.province()
    root = Org.objects.get(parent=None)
    own = keys.make_own("韦朗朗")
    partner = Partner.objects.create(node=province, block=45, taken=3, last=1)
    facts = {"signing": "x", "sealing": "x", "valid_from": own.valid_from, "valid_to": own.valid_to}
    facts |= {"registered_at": own.valid_from, "registered_by": "韦朗朗"}
    PartnerKey.objects.create(partner=partner, fingerprint="ab12" * 16, **facts)
    made = [
        Package.objects.create(
            partner=partner, way="in", kind="increment", number=f"{n:032d}", sequence=n, base=n - 1, state=state,
            rows=12345 * n, gone=n, size=9_000_000, digest="0f" * 32, created_at=own.valid_from, creator="韦朗朗",
            message=said,
        )
        for n, state, said in (
            (3, "applied", "已入库：新增 12 条、更新 3 条、删除 0 条、无变化 0 条；摘要一致。"),
            (4, "receiving", ""),
            (6, "waiting", "缺少第 5 号包：本包基于它，而已入库的最近一个是第 3 号。请对方补发，或发送全量包。"),
        )
    ]  # fmt: skip
    for n in range(3):
        made[1].parts.create(
            n=n + 1, kind="lot", name=f"lots/{n:05d}.ndjson.z", size=4_000_000, have=n * 1000
        )
    for package in made:
        LogLine.objects.create(
            partner=partner, package=package, at=own.valid_from, bad=package.sequence == 6,
            text=package.message or "开始接收",
        )  # fmt: skip
    return SimpleNamespace(admin=sample.user(root, "ministry_admin"), package=made[1])


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_pass_axe_and_do_not_scroll_sideways(page, live_server, shown, width, theme):
    page.set_viewport_size({"width": width, "height": 768})
    signed_in(page, live_server, shown.admin)
    places = {
        "list": "/manage/exchange/",
        "package": f"/manage/exchange/packages/{shown.package.pk}/",
        "keys": "/manage/exchange/keys/",
        "log": "/manage/exchange/log/",
    }
    assert places["package"].startswith("/manage/exchange/packages/")
    for place in places.values():
        page.goto(live_server.url + place)
        page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme }", theme)
        assert axe.violations(page) == [], place
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, place


def test_the_pages_ask_as_much_for_many_packages_as_for_one(shown, django_assert_max_num_queries):
    client = Client()
    client.force_login(shown.admin)
    with django_assert_max_num_queries(30):
        assert client.get(reverse("exchange:list")).status_code == 200
    with django_assert_max_num_queries(30):
        assert client.get(reverse("exchange:package", args=[shown.package.pk])).status_code == 200


def test_carried_files_that_lie(both):
    ministry, province = both
    with province.at():
        sample.fill(sample.school(), "campus", 1)
    file = two.made(province)
    for broken, said in lies(file):
        with ministry.at(), pytest.raises(two.carried.Refused, match=said):
            two.carried.take(two.BytesIO(broken), "测试")
    assert two.taken(ministry, file).state == "applied"


def lies(file):
    """Files that are not what the province has made, and what is said of each."""
    import tarfile

    def rebuilt(change):
        out = two.BytesIO()
        with tarfile.open(fileobj=two.BytesIO(file)) as old, tarfile.open(fileobj=out, mode="w") as new:
            for member in old:
                data = old.extractfile(member).read()
                for name, content, kind in change(member.name, data):
                    info = tarfile.TarInfo(name)
                    info.size, info.type = len(content), kind
                    if kind != tarfile.REGTYPE:
                        info.size, info.linkname, content = 0, "/etc/passwd", b""
                    new.addfile(info, two.BytesIO(content))
        return out.getvalue()

    def renamed(name, data):
        return [("../../../evil" if name.endswith("2") else name, data, tarfile.REGTYPE)]

    def linked(name, data):
        return [(name, data, tarfile.SYMTYPE if name.endswith("2") else tarfile.REGTYPE)]

    def more(name, data):
        return [(name, data, tarfile.REGTYPE)] + (
            [("parts/000099", b"x", tarfile.REGTYPE)] if "2" in name else []
        )

    def turned(name, data):
        return [(name, data[:-1] + b"\0" if name.endswith("2") else data, tarfile.REGTYPE)]

    yield b"", "不是数据包"
    yield b"x" * 5000, "不是数据包"
    yield file[: len(file) // 2], "不完整"
    yield rebuilt(renamed), "没有列出"
    yield rebuilt(linked), "没有列出"
    yield rebuilt(turned), "摘要与清单不符"
    yield rebuilt(more), "没有列出"
