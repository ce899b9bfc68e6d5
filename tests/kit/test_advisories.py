"""Advisories against what is delivered: OSV ranges to the letter, pip-audit's results, files that are neither."""

import json
import zipfile

import pytest

from zhijiao.kit.advisories import NPM, PYPI, Delivered, hits

DJANGO = Delivered(PYPI, "django", "5.2.19")
HTMX = Delivered(NPM, "htmx.org", "2.0.11")
OURS = (DJANGO, HTMX, Delivered(PYPI, "argon2-cffi", "25.1.0"))


def osv(name="Django", events=(), ecosystem=PYPI, versions=(), **more):
    affected = {"package": {"ecosystem": ecosystem, "name": name}, "versions": list(versions)}
    if events:
        affected["ranges"] = [{"type": "ECOSYSTEM", "events": list(events)}]
    return {
        "id": "GHSA-x",
        "aliases": ["CVE-2026-1"],
        "summary": "Two\n words",
        "affected": [affected],
    } | more


@pytest.fixture
def found(tmp_path):
    def find(content, name="advisories.json"):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return hits(path, OURS)

    return find


@pytest.mark.parametrize(
    ("events", "concerned"),
    [
        ([{"introduced": "0"}], True),
        ([{"introduced": "0"}, {"fixed": "5.2.20"}], True),
        ([{"introduced": "0"}, {"fixed": "5.2.19"}], False),
        ([{"introduced": "5.2.19"}, {"fixed": "5.2.20"}], True),
        ([{"introduced": "5.2.20"}], False),
        ([{"introduced": "5.2a1"}, {"last_affected": "5.2.19"}], True),
        ([{"introduced": "5.2"}, {"last_affected": "5.2.18"}], False),
        ([{"introduced": "0"}, {"fixed": "4.2.9"}, {"introduced": "5.0"}, {"fixed": "5.2.30"}], True),
        ([{"introduced": "5.0"}, {"fixed": "5.2.3"}, {"introduced": "0"}, {"fixed": "4.2.9"}], False),
        ([{"introduced": "5.2.9"}, {"fixed": "5.2.100"}], True),
    ],
)
def test_the_last_event_at_or_before_the_version_decides(found, events, concerned):
    assert bool(found(osv(events=events))) is concerned


def test_what_a_hit_says(found):
    (hit,) = found(osv(events=[{"introduced": "0"}, {"fixed": "5.2.20"}]))
    assert (hit.package, hit.id, hit.aliases) == (DJANGO, "GHSA-x", ("CVE-2026-1",))
    assert (hit.summary, hit.fixed, hit.sure) == ("Two words", ("5.2.20",), True)


def test_versions_named_one_by_one(found):
    assert found(osv(versions=["5.2.19"]))
    assert not found(osv(versions=["5.2.18", "5.2"]))


def test_names_are_compared_as_the_index_does_and_ecosystems_kept_apart(found):
    anything = [{"introduced": "0"}]
    assert found(osv("Argon2_CFFI", anything))
    assert found(osv("htmx.org", anything, NPM))
    assert not found(osv("django", anything, NPM))
    assert not found(osv("htmx.org", anything, PYPI))
    assert not found(osv("djangorestframework", anything))


def test_what_was_withdrawn_is_none(found):
    assert not found(osv(events=[{"introduced": "0"}], withdrawn="2026-01-01T00:00:00Z"))


def test_versions_that_cannot_be_compared_are_told_as_unsure(found):
    (hit,) = found(osv(events=[{"introduced": "0"}, {"fixed": "master-2020"}]))
    assert not hit.sure


@pytest.mark.parametrize("wrap", [lambda one: [one, one], lambda one: {"vulns": [one]}])
def test_lists_of_records(found, wrap):
    assert len(found(wrap(osv(events=[{"introduced": "0"}])))) == 1


def test_a_zip_of_records(tmp_path):
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("GHSA-x.json", json.dumps(osv(events=[{"introduced": "0"}])))
        archive.writestr("GHSA-y.json", json.dumps(osv("flask", [{"introduced": "0"}], id="GHSA-y")))
        archive.writestr("README.txt", "no record")
    assert [hit.id for hit in hits(path, OURS)] == ["GHSA-x"]


def test_a_result_of_pip_audit_counts_for_the_version_it_looked_at(found):
    vulns = [{"id": "PYSEC-1", "fix_versions": ["5.2.20"], "aliases": ["CVE-2"], "description": "d"}]
    for version, number in (("5.2.19", 1), ("5.2.18", 0)):
        result = {"dependencies": [{"name": "Django", "version": version, "vulns": vulns}, {"name": "x"}]}
        assert [hit.fixed for hit in found(result)] == [("5.2.20",)] * number


@pytest.mark.parametrize(
    "content", ["", "<html>", "3", '"x"', "{}", "[1]", '[{"id"', "[" * 100_000, '{"vulns": 3}', "null"]
)
def test_a_file_that_is_none_is_refused(found, content):
    with pytest.raises(ValueError, match="."):
        found(content)
