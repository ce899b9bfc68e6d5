"""The Python client against a server: its examples, every form, and what it does when things go wrong."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.background_work import work
from tests.client.conftest import CLIENT
from zhijiao.files.background_jobs import make_file
from zhijiao.filing.schema import registry

BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_the_examples_of_its_readme_run(served, capsys):
    blocks = BLOCK.findall((CLIENT / "README.md").read_text(encoding="utf-8"))
    assert len(blocks) == 7
    names: dict = {}
    for block in blocks:
        exec(compile(block, "README.md", "exec"), names)
    assert {record["name"] for record in names["copy"].values()} >= {"教务处（新）"}
    said = capsys.readouterr().out
    assert "department" in said
    assert "修改" in said  # the stale change is told


def test_every_form_is_there_and_answers(client_of):
    for form in registry.forms().values():
        kept = getattr(getattr(client_of, form.module), form.key)
        assert kept.key == form.key
        if not form.is_private:
            (kept.rows if form.is_summary else lambda each=kept: list(each.records()))()


def test_what_is_no_form(client_of):
    assert next(client_of.rounds())["key"] == "2020"
    assert len(list(client_of.dictionary(limit=50))) == len(registry.forms())  # three pages
    assert list(client_of.completion("2020"))
    assert list(client_of.schools())[0]["name"] == "云州市工业学校"


def test_a_file_is_made_and_fetched(client_of, tmp_path):
    export = client_of.general.department.export("csv")
    work(make_file)
    export.wait(pause=0).save(tmp_path / "departments.csv")
    assert "机构名称" in (tmp_path / "departments.csv").read_text(encoding="utf-8-sig")


def test_results_of_several_batches_are_numbered_throughout(client_of):
    (first, *_) = client_of.general.department.records()
    rows = [{"number": first["number"], "name": f"名称{n}"} for n in range(5)]
    results = list(client_of.general.department.write_many(rows, batch=2))
    assert [result["row"] for result in results] == [1, 2, 3, 4, 5]


def test_refusals_are_exceptions(client_of, served):
    from zhijiao_client import Client, Invalid, Missing, RequestRefused, Stale, TokenRefused

    department = client_of.general.department
    with pytest.raises(Missing):
        department.read(10**9)
    with pytest.raises(Invalid) as wrong:
        department.write([{"number": "", "name": "x"}])
    assert wrong.value.problems[0]["path"] == "/0/number"
    (first, *_) = department.records()
    with pytest.raises(Stale):
        department.delete(first["id"], version=first["version"] + 1)
    with pytest.raises(RequestRefused):
        list(department.records(sort="nothing"))
    with pytest.raises(TokenRefused, match="令牌"):
        list(Client(served[0], "zj_wrong").forms())


def test_a_token_travels_by_https_alone():
    from zhijiao_client import Client

    for url in ("http://zhijiao.example", "ftp://localhost", "zhijiao.example"):
        with pytest.raises(ValueError, match="https"):
            Client(url, "zj_x")


class Moody:
    """A server that answers as it was told to, one answer after the other."""

    def __init__(self, *answers):
        self.answers, self.seen = list(answers), []
        moody = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args):
                pass

            def do_GET(self):
                moody.seen.append((self.command, self.headers.get("Idempotency-Key")))
                length = int(self.headers.get("Content-Length") or 0)
                self.rfile.read(length)
                status, headers, body = moody.answers.pop(0)
                if status == 0:  # hangs up
                    self.close_connection = True
                    return
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self):
                self.do_GET()

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture
def moody():
    made = []

    def make(*answers, patience=100.0):
        from zhijiao_client.transport import Transport

        server = Moody(*answers)
        made.append(server)
        slept: list[float] = []
        return server, Transport(server.url, "zj_x", patience=patience, sleep=slept.append), slept

    yield make
    for server in made:
        server.server.shutdown()
        server.server.server_close()


GOOD = (200, {}, b'{"items": [], "next": null}')


def test_it_waits_as_long_as_it_is_told(moody):
    server, transport, slept = moody((429, {"Retry-After": "7"}, b"{}"), GOOD)
    assert transport.send("GET", "rounds/").json()["items"] == []
    assert slept == [7.0]


def test_it_does_not_wait_for_ever(moody):
    from zhijiao_client import TooMany

    _, transport, slept = moody((429, {"Retry-After": "500"}, b'{"detail": "too many"}'))
    with pytest.raises(TooMany, match="too many"):
        transport.send("GET", "rounds/")
    assert slept == []


def test_what_may_be_sent_twice_is_tried_again_under_the_same_number(moody):
    from zhijiao_client.generated.general import DepartmentForm

    told = b'{"created": 0, "changed": 0, "same": 0, "refused": 0, "results": []}'
    server, transport, slept = moody((0, {}, b""), (503, {}, b"busy"), (201, {}, told))
    DepartmentForm(transport).write([{"number": "1"}])
    assert slept == [1.0, 2.0]
    assert len({key for _, key in server.seen}) == 1
    assert server.seen[0][1]


def test_what_may_not_is_not(moody):
    from zhijiao_client import Unreachable

    server, transport, _ = moody((0, {}, b""))
    with pytest.raises(Unreachable):
        transport.send("POST", "forms/x/records/", body=[])
    assert len(server.seen) == 1


def test_nobody_is_led_elsewhere_with_the_token(moody):
    from zhijiao_client import RequestRefused

    other, _, _ = moody(GOOD)
    server, transport, _ = moody((302, {"Location": f"{other.url}/steal"}, b""))
    with pytest.raises(RequestRefused):
        transport.send("GET", "rounds/")
    assert other.seen == []
