"""The pages: upload, preview, decision, report, corrections; and what strangers and neighbours get."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import sample
from tests.accounts.places import person
from tests.upstream.conftest import csv_of, record, run, source_row
from zhijiao.audit.models import Entry
from zhijiao.upstream.models import CorrectionRequest, Delivery, Sync


@pytest.fixture
def city(bureau):
    client = Client()
    client.force_login(bureau.users["city"])
    return client


@pytest.fixture
def clerk(bureau):
    client = Client()
    client.force_login(person(bureau.school, "wei", "school_clerk"))
    return client


def sent(client, data: bytes, name: str = "数据.csv", **more):
    from django.core.files.uploadedfile import SimpleUploadedFile

    posted = {"system": "enrolment", "file": SimpleUploadedFile(name, data), **more}
    return client.post("/manage/upstream/", posted)


def test_from_the_upload_to_the_report(bureau, city):
    sample.fill(bureau.school, "student_enrolment")
    data = csv_of("students", source_row("students", XM="=HYPERLINK(1)"), code=bureau.school.code)
    assert sent(city, data).status_code == 302
    run()
    sync, delivery = Sync.objects.get(), Delivery.objects.get()
    assert delivery.school.name in city.get(f"/manage/upstream/syncs/{sync.pk}/").content.decode()
    address = f"/manage/upstream/deliveries/{delivery.pk}/"
    assert city.get(address).status_code == 200
    report = b"".join(city.get(f"{address}report/csv/").streaming_content).decode()
    assert "'=HYPERLINK" in report or "=HYPERLINK" not in report
    stamp = "wrong"
    assert city.post(f"{address}decide/", {"do": "accept", "stamp": stamp}).status_code == 409


def test_confirming_writes_and_is_told_in_the_audit_log(bureau, city):
    sample.fill(bureau.school, "student_enrolment")
    sent(city, csv_of("students", source_row("students", XM="陈遥远"), code=bureau.school.code))
    run()
    delivery = Delivery.objects.get()
    address = f"/manage/upstream/deliveries/{delivery.pk}/"
    page = city.get(address).content.decode()
    assert "陈遥远" in page
    stamp = page.split('name="stamp" value="')[1].split('"')[0]
    assert city.post(f"{address}decide/", {"do": "accept", "stamp": stamp}).status_code == 302
    run()
    assert record("student", bureau.school).name == "陈遥远"
    assert "更新 1 条" in city.get(address).content.decode()
    assert Entry.objects.filter(event="upstream").count() == 3


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("数据.csv", b"\x00\x01"),
        ("数据.csv", "姓名,姓名\n甲,乙\n".encode()),
        ("数据.csv", "没有,这样的列\n1,2\n".encode()),
        ("数据.csv", b""),
        ("数据.csv", "学号,姓名\n1,甲\n".encode()),  # without what tells who it is about
        ("数据.xlsx", b"PK\x03\x04 forged"),
        ("数据.xlsx", "姓名".encode()),
        ("数据.txt", "姓名".encode()),
    ],
)
def test_forged_files_are_refused_with_a_sentence(bureau, city, name, data):
    answer = sent(city, data, name)
    assert answer.status_code == 422
    assert "文件没有接收" in answer.content.decode()
    assert not Sync.objects.exists()


def test_the_template_is_read_back_with_every_column_known(bureau, city):
    from zhijiao.upstream import reading
    from zhijiao.upstream.layout import systems
    from zhijiao.workbooks.markup import FileRefused

    for system in systems().values():
        answer = city.get(reverse("upstream:template", args=[system.key]))
        assert answer.status_code == 200
        with pytest.raises(FileRefused, match="没有"):  # nothing in it, and nothing wrong with its heads
            reading.read(system, "模板.xlsx", answer.content)


def test_nobody_else_sees_a_delivery(bureau, city):
    sample.fill(bureau.school, "student_enrolment")
    sent(city, csv_of("students", source_row("students", XM="陈遥远"), code=bureau.school.code))
    run()
    delivery = Delivery.objects.get()
    others = {
        "other": person(bureau.tree.sister, "boss9", "school_admin", issued_by=bureau.tree.province),
        "far": person(bureau.tree.elsewhere, "far", "province_admin"),
        "above": person(bureau.tree.province, "above", "province_admin"),
        "clerk": person(bureau.school, "clerk9", "school_clerk"),
    }
    for who in others.values():
        client = Client()
        client.force_login(who)
        for tail in ("", "report/csv/"):
            assert client.get(f"/manage/upstream/deliveries/{delivery.pk}/{tail}").status_code in (
                302,
                403,
                404,
            )
            assert client.get(f"/upstream/review/{delivery.pk}/{tail}").status_code in (302, 403, 404)
        decided = client.post(f"/manage/upstream/deliveries/{delivery.pk}/decide/", {"do": "drop"})
        assert decided.status_code in (302, 403, 404)
    delivery.refresh_from_db()
    assert delivery.state == "preview"


def test_the_reviewer_decides_on_what_the_school_has_uploaded(bureau):
    sample.fill(bureau.school, "student_enrolment")
    boss, reviewer = Client(), Client()
    boss.force_login(bureau.users["admin"])
    reviewer.force_login(bureau.users["reviewer"])
    sent(boss, csv_of("students", source_row("students", XM="陈遥远"), code=bureau.school.code))
    run()
    delivery = Delivery.objects.get()
    page = reviewer.get(f"/upstream/review/{delivery.pk}/").content.decode()
    stamp = page.split('name="stamp" value="')[1].split('"')[0]
    own = boss.post(f"/manage/upstream/deliveries/{delivery.pk}/decide/", {"do": "accept", "stamp": stamp})
    assert own.status_code == 409
    assert f"/upstream/review/{delivery.pk}/" in reviewer.get("/upstream/review/").content.decode()
    reviewer.post(f"/upstream/review/{delivery.pk}/decide/", {"do": "accept", "stamp": stamp})
    run()
    assert record("student", bureau.school).name == "陈遥远"


def test_a_correction_goes_to_the_source_and_is_answered_by_the_next_sync(bureau, city, clerk):
    sample.fill(bureau.school, "student_enrolment")
    bureau.sync(csv_of("students", source_row("students"), code=bureau.school.code))
    student = record("student", bureau.school)
    address = f"/upstream/correct/student/{student.pk}/"
    assert clerk.get(address).status_code == 200
    asked = {"item": "name", "right": "陈遥远", "reason": "户口簿"}
    assert clerk.post(address, asked | {"right": student.name}).status_code == 422
    assert clerk.post(address, asked | {"item": "talent"}).status_code == 422
    assert clerk.post(address, asked).status_code == 302
    assert clerk.post(address, asked).status_code == 422  # one at a time
    request = CorrectionRequest.objects.get()
    assert "陈遥远" not in request.right
    assert "陈遥远" in clerk.get("/upstream/corrections/").content.decode()
    exported = b"".join(city.get("/manage/upstream/corrections/file/csv/").streaming_content).decode()
    assert "陈遥远" in exported
    city.post(f"/manage/upstream/corrections/{request.pk}/answer/", {"do": "sent"})
    assert clerk.post(f"/upstream/corrections/{request.pk}/withdraw/").status_code == 302
    request.refresh_from_db()
    assert request.state == "sent"
    bureau.sync(csv_of("students", source_row("students", XM="陈遥远"), code=bureau.school.code))
    request.refresh_from_db()
    assert (request.state, request.answer) == ("accepted", "随同步更正")


def test_a_refusal_wants_the_words_of_the_source(bureau, city, clerk):
    sample.fill(bureau.school, "student_enrolment")
    bureau.sync(csv_of("students", source_row("students"), code=bureau.school.code))
    student = record("student", bureau.school)
    clerk.post(
        f"/upstream/correct/student/{student.pk}/", {"item": "name", "right": "陈遥远", "reason": "户口簿"}
    )
    request = CorrectionRequest.objects.get()
    address = f"/manage/upstream/corrections/{request.pk}/answer/"
    city.post(address, {"do": "refused"})
    request.refresh_from_db()
    assert request.state == "submitted"
    city.post(address, {"do": "refused", "answer": "以公安部门登记为准"})
    request.refresh_from_db()
    assert (request.state, request.answer) == ("refused", "以公安部门登记为准")


def test_private_values_stay_masked_everywhere(bureau, city, clerk):
    sample.fill(bureau.school, "student_enrolment")
    row = source_row("students", XH="", SFZJH=sample.row("student", 1)["id_number"])
    bureau.sync(csv_of("students", row, code=bureau.school.code))
    pages = [
        clerk.get("/upstream/differences/").content.decode(),
        *(
            city.get(f"/manage/upstream/deliveries/{each.pk}/").content.decode()
            for each in Delivery.objects.all()
        ),
    ]
    assert "身份证件号" in pages[0]
    for page in pages:
        assert row["SFZJH"] not in page
        assert sample.row("student")["id_number"] not in page
