"""Scripts of the pages stay small enough to be read at once, and each is tested by itself."""

from tests.house.sources import PACKAGE, ROOT, files, name

LINES = 400
"""Lines of a script at most: what is longer has more than one subject."""

TESTS = ROOT / "tests" / "scripts"


def scripts():
    """Return the project's own scripts; those of others are vendored."""
    return [path for path in files(".js", under=PACKAGE) if "vendor" not in path.parts]


def test_scripts_stay_small():
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in scripts()}
    assert lengths
    over = {path: length for path, length in lengths.items() if length > LINES}
    assert not over, f"split them by subject: {over}"


def test_every_script_has_its_tests():
    expected = {path.name: TESTS / f"test_{path.stem.replace('-', '_')}.py" for path in scripts()}
    missing = [f"{script}: {name(test)}" for script, test in expected.items() if not test.exists()]
    assert not missing, f"try each script on a piece of HTML: {missing}"


def test_scripts_lie_where_the_linter_and_the_templates_look():
    assert {path.parent for path in scripts()} == {PACKAGE / "web" / "static" / "js"}
