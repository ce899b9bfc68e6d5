"""The vendored files are what the manifest says, a first visit stays light, and old browsers understand the CSS."""

import gzip
import hashlib
import json
import re
from functools import cache
from pathlib import Path

from django.core.management import call_command

import zhijiao
from tools.cut_styles import cut

PACKAGE = Path(zhijiao.__file__).parent
STATIC = PACKAGE / "web" / "static"
VENDOR = STATIC / "vendor"
FIRST_LOAD = [
    "vendor/bootstrap/bootstrap.min.css",
    "vendor/tom-select/tom-select.bootstrap5.min.css",
    "app.css",
    "vendor/bootstrap/bootstrap.bundle.min.js",
    "vendor/htmx/htmx.min.js",
    "vendor/tom-select/tom-select.base.min.js",
    "vendor/tom-select/remove_button.js",
    "vendor/tom-select/clear_button.js",
    "js/app.js",
    "js/search-box.js",
    "vendor/icons.svg",
    "favicon.svg",
]
BUDGET = 100 * 1024
"""Gzip bytes of everything the frame and a form page load, the page itself aside."""

TOO_NEW = re.compile(
    r"color-mix\(|light-dark\(|oklch\(|:has\(|@container|subgrid|\bpopover\b|@starting-style"
)
EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
CLASSES = re.compile(r'class="((?:[^"{]|\{\{.*?\}\}|\{%.*?%\})*)"')
NAME = re.compile(r"[a-z][\w-]*[a-z0-9]")
"""A whole class name, not the stem of one that an expression completes."""

GIVEN = re.compile(r"classList\.(?:add|toggle)\(([^;]*?)\)|className = ([^;]*);")
MARKS = {"plain", "nav", "ranking"}
"""Words in such calls that are compared with, or that only other scripts look for."""
WITHOUT_STYLE = (
    "write it in a style sheet, take a class that is there, or add one to tools/bootstrap_classes.txt"
)

ICON_CALL = re.compile(r"""icon\(\s*["']([a-z0-9-]+)["']""")
ICON_NAME = re.compile(r"""icon_name=["']([a-z0-9-]+)["']""")


def manifest() -> dict:
    return json.loads((VENDOR / "MANIFEST.json").read_text(encoding="utf-8"))


def sprite_names() -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', (VENDOR / "icons.svg").read_text(encoding="utf-8")))


def test_every_vendored_file_is_listed_with_its_checksum():
    listed = {
        entry["file"]: entry["sha256"] for package in manifest()["packages"] for entry in package["files"]
    }
    present = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "MANIFEST.json"
    }
    assert present == listed


def test_every_package_keeps_its_licence_text():
    for package in manifest()["packages"]:
        assert {"package", "version", "licence"} <= package.keys()
        assert any(entry["file"].endswith("/LICENSE") for entry in package["files"]), package["package"]


def test_no_file_asks_for_a_map_that_is_not_shipped():
    text = [path for path in VENDOR.rglob("*") if path.suffix in {".js", ".css"}]
    assert len(text) >= 6
    assert [path.name for path in text if b"sourceMappingURL" in path.read_bytes()] == []


def test_a_first_visit_stays_within_the_budget():
    size = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in FIRST_LOAD)
    assert size <= BUDGET, f"{size} bytes"


def test_styles_and_scripts_run_on_chrome_109():
    sheet = re.sub(r"/\*.*?\*/", "", (STATIC / "app.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    assert TOO_NEW.findall(sheet) == []
    assert "@import" not in sheet
    for script in (STATIC / "js").glob("*.js"):
        source = script.read_text(encoding="utf-8")
        assert not re.search(r"\beval\(|new Function\(|\.style\.cssText|setAttribute\(.style", source), script


def test_every_icon_that_a_template_names_is_in_the_sprite():
    known = sprite_names()
    pages = [page for page in PACKAGE.rglob("*.html") if "templates" in page.parts]
    assert pages
    missing = {
        (page.name, name)
        for page in pages
        for pattern in (ICON_CALL, ICON_NAME)
        for name in pattern.findall(page.read_text(encoding="utf-8"))
        if name not in known
    }
    assert missing == set()


def test_static_files_that_templates_name_exist():
    named = {
        (page.name, path)
        for page in PACKAGE.rglob("*.html")
        if "templates" in page.parts
        for path in re.findall(r'static\("([^"]+)"\)', page.read_text(encoding="utf-8"))
    }
    assert named
    folders = [STATIC, *PACKAGE.glob("*/static")]
    assert [
        found for found in sorted(named) if not any((folder / found[1]).exists() for folder in folders)
    ] == []


@cache
def styled() -> set[str]:
    """The classes that style sheets speak of."""
    sheets = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.glob("*/static/**/*.css"))
    return set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", sheets))


def test_every_class_that_a_template_uses_has_a_style():
    unknown = {
        (page.name, name)
        for page in PACKAGE.rglob("*.html")
        if "templates" in page.parts
        for value in CLASSES.findall(page.read_text(encoding="utf-8"))
        for name in EXPRESSION.sub(" ", value).split()
        if NAME.fullmatch(name) and name not in styled()
    }
    assert unknown == set(), WITHOUT_STYLE


def test_every_class_that_a_script_gives_has_a_style():
    """Bootstrap's sheet is cut to a list of classes: one that only a script gives would be missed by no template."""
    given = {
        (script.name, name)
        for script in (STATIC / "js").glob("*.js")
        for calls in GIVEN.findall(script.read_text(encoding="utf-8"))
        for text in re.findall(r"\"([^\"]*)\"", "".join(calls))
        for name in text.split()
    }
    assert len(given) > 20
    unknown = {(script, name) for script, name in given if name not in styled() | MARKS}
    assert unknown == set(), WITHOUT_STYLE


def test_only_rules_about_kept_classes_stay_in_a_cut_sheet():
    sheet = """/*! notice */a,.b:not(.z),.b .c{x:1}.b{animation:1s turn}@media (width>1px){.c{y:2}.b{z:3}}
    @media print{.c{p:4}}@keyframes turn{to{q:5}}@keyframes lost{to{r:6}}"""
    assert cut(sheet, {"b"}).split() == [
        "/*!",
        "notice",
        "*/a,.b:not(.z){x:1}.b{animation:1s",
        "turn}@media",
        "(width>1px){.b{z:3}}@keyframes",
        "turn{to{q:5}}",
    ]


def test_production_can_collect_and_fingerprint_the_files(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((tmp_path / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
    assert set(FIRST_LOAD) <= set(names)
    assert (tmp_path / names["vendor/icons.svg"]).exists()
