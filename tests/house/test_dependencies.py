"""`zhijiao dependencies`: the exit status an automatic check rests on, and a bill of materials that others can read."""

import json
import re

import pytest

from tests.house.sources import PACKAGE, ROOT
from tests.program import command

HASH = re.compile(r"[0-9a-f]{64}")
PURL = re.compile(r"pkg:(pypi|npm|generic)/[%A-Za-z0-9._/-]+@[A-Za-z0-9.-]+")
TYPES = {"application", "library", "file"}
#: What https://cyclonedx.org/schema/bom-1.6.schema.json requires of each kind of object used here.
REQUIRED = {
    "bill": {"bomFormat", "specVersion"},
    "component": {"type", "name"},
    "hash": {"alg", "content"},
    "reference": {"url", "type"},
    "dependency": {"ref"},
}


@pytest.fixture(scope="module")
def bill():
    done = command("dependencies", "bill")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def components(bill):
    for component in bill["components"]:
        yield component
        yield from component.get("components", ())


def advisory(tmp_path, name, ecosystem="PyPI"):
    affected = {"package": {"ecosystem": ecosystem, "name": name}, "ranges": []}
    affected["ranges"].append({"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "999"}]})
    path = tmp_path / f"{name}.json"
    path.write_text(json.dumps({"id": "CVE-2026-9", "summary": "hole", "affected": [affected]}))
    return str(path)


def test_the_bill_has_what_the_schema_requires(bill):
    assert bill.keys() >= REQUIRED["bill"]
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"])
    for component in (bill["metadata"]["component"], *components(bill)):
        assert component.keys() >= REQUIRED["component"]
        assert component["type"] in TYPES
        assert component.get("scope", "required") in {"required", "optional", "excluded"}
        assert PURL.fullmatch(component.get("purl", "pkg:pypi/x@1")), component
        references = component.get("externalReferences", [])
        assert all(each.keys() >= REQUIRED["reference"] for each in references)
        hashes = component.get("hashes", []) + [h for each in references for h in each["hashes"]]
        assert all(each.keys() == REQUIRED["hash"] and HASH.fullmatch(each["content"]) for each in hashes)
        assert all(each["alg"] == "SHA-256" for each in hashes)


def test_its_references_are_unique_and_lead_somewhere(bill):
    refs = [each["bom-ref"] for each in (bill["metadata"]["component"], *components(bill))]
    assert len(refs) == len(set(refs))
    assert all(each.keys() >= REQUIRED["dependency"] for each in bill["dependencies"])
    named = {ref for each in bill["dependencies"] for ref in (each["ref"], *each.get("dependsOn", ()))}
    assert named <= set(refs)
    graph = {each["ref"]: each.get("dependsOn", []) for each in bill["dependencies"]}
    django = next(ref for ref in refs if ref.startswith("pkg:pypi/django@"))
    assert any(ref.startswith("pkg:pypi/asgiref@") for ref in graph[django])
    assert django in graph[bill["metadata"]["component"]["bom-ref"]]


def test_it_lists_every_locked_package_and_every_vendored_file(bill):
    text = (ROOT / "requirements" / "lock.txt").read_text("utf-8")
    locked = set(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", text, re.M))
    listed = {(each["name"], each["version"]) for each in bill["components"]}
    assert listed >= locked
    manifest = [
        package
        for path in ("web/static/vendor/MANIFEST.json", "documents/fonts/MANIFEST.json")
        for package in json.loads((PACKAGE / path).read_text("utf-8"))["packages"]
    ]
    assert listed - locked == {(each["package"], each["version"]) for each in manifest}
    files = {file["file"]: file["sha256"] for package in manifest for file in package["files"]}
    assert files == {
        each["name"]: each["hashes"][0]["content"] for each in components(bill) if each["type"] == "file"
    }


def test_the_same_lock_gives_the_same_bytes_and_another_another_number(bill, tmp_path):
    output = tmp_path / "new" / "sbom.json"
    assert command("dependencies", "bill", "--output", str(output)).returncode == 0
    assert json.loads(output.read_text("utf-8")) == bill
    lock = tmp_path / "lock.txt"
    lock.write_text(f"six==1.17.0 \\\n    --hash=sha256:{'a' * 64}\n    # via zhijiao (pyproject.toml)\n")
    other = json.loads(command("dependencies", "bill", "--lock", str(lock)).stdout)
    assert other["serialNumber"] != bill["serialNumber"]
    assert [each["name"] for each in other["components"]][0] == "six"


@pytest.mark.parametrize(
    ("name", "ecosystem", "status"),
    [("Django", "PyPI", 1), ("htmx.org", "npm", 1), ("pytest", "PyPI", 1), ("flask", "PyPI", 0)],
)
def test_a_hit_ends_with_status_1_and_is_named(tmp_path, name, ecosystem, status):
    done = command("dependencies", "check", advisory(tmp_path, name, ecosystem))
    assert done.returncode == status, done.stderr
    assert ("CVE-2026-9" in done.stdout) == bool(status)
    assert f"命中 {status} 条" in done.stdout
    assert ("只用于开发和测试" in done.stdout) == (name == "pytest")


def test_several_files_are_read_together(tmp_path):
    files = [advisory(tmp_path, name) for name in ("flask", "django", "jinja2")]
    done = command("dependencies", "check", *files)
    assert (done.returncode, "命中 2 条" in done.stdout) == (1, True)


@pytest.mark.parametrize(
    "content", [None, "", "<html>", '{"x": 1}', '{"dependencies": [3]}', '[{"id": "x", "affected": 3}]']
)
def test_a_file_that_cannot_be_read_is_no_clean_bill_of_health(tmp_path, content):
    path = tmp_path / "a.json"
    if content is not None:
        path.write_text(content)
    done = command("dependencies", "check", str(path))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "a.json" in done.stderr


def test_a_lock_that_is_missing_or_no_lock_is_named(tmp_path):
    for lock, word in ((tmp_path / "no.txt", "--lock"), (tmp_path / "loose.txt", "有误")):
        if word == "有误":
            lock.write_text("django>=5\n")
        done = command("dependencies", "check", advisory(tmp_path, "flask"), "--lock", str(lock))
        assert (done.returncode, word in done.stderr) == (2, True)
