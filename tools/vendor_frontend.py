"""Rebuild the vendored front-end files under zhijiao/web/static/vendor.

For maintainers only; users and tests never need it. It fetches each pinned package with `npm pack`, copies
the files named below, builds one icon sprite and writes MANIFEST.json (package, version, licence, SHA-256 of
every file). Two changes are made: `sourceMappingURL` lines go, because the maps are not shipped and the
static-files storage would look for them; and Bootstrap's sheet keeps only the rules about the classes in
bootstrap_classes.txt, which is a third of it. Whoever uses another of its classes adds the name there.

    python tools/vendor_frontend.py
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

from cut_styles import cut

VENDOR = Path(__file__).resolve().parent.parent / "zhijiao" / "web" / "static" / "vendor"
ICON_LIST = Path(__file__).resolve().parent / "icons.txt"
CLASS_LIST = Path(__file__).resolve().parent / "bootstrap_classes.txt"
CUT = "bootstrap.min.css"
SOURCE_MAP = re.compile(rb"\n?(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=[^\n]*)\s*", re.S)
OUTER_SVG = re.compile(r"<svg[^>]*>(.*)</svg>", re.S)
FILLED = 'fill="currentColor"'
OUTLINED = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
COMMENT = re.compile(r"<!--.*?-->", re.S)

PACKAGES = [
    {
        "package": "bootstrap",
        "version": "5.3.9",
        "licence": "MIT",
        "folder": "bootstrap",
        "files": ["dist/css/bootstrap.min.css", "dist/js/bootstrap.bundle.min.js"],
    },
    {
        "package": "driver.js",
        "version": "1.8.0",
        "licence": "MIT",
        "folder": "driver",
        "files": ["dist/driver.css", "dist/driver.js.iife.js"],
    },
    {
        "package": "htmx.org",
        "version": "2.0.11",
        "licence": "0BSD",
        "folder": "htmx",
        "files": ["dist/htmx.min.js"],
    },
    {
        "package": "modern-screenshot",
        "version": "4.7.0",
        "licence": "MIT",
        "folder": "modern-screenshot",
        "files": ["dist/index.js"],
    },
    {
        "package": "squire-rte",
        "version": "2.4.8",
        "licence": "MIT",
        "folder": "squire",
        "files": ["dist/squire.js"],
    },
    {
        "package": "tom-select",
        "version": "2.6.2",
        "licence": "Apache-2.0",
        "folder": "tom-select",
        "files": [
            "dist/css/tom-select.bootstrap5.min.css",
            "dist/js/tom-select.base.min.js",
            "dist/js/plugins/clear_button.js",
            "dist/js/plugins/remove_button.js",
        ],
    },
    {
        "package": "chart.js",
        "version": "4.6.1",
        "licence": "MIT",
        "folder": "chartjs",
        "files": ["dist/chart.umd.min.js"],
    },
]
ICONS = {"package": "@tabler/icons", "version": "3.51.0", "licence": "MIT", "folder": "tabler-icons"}


def unpack(package: str, version: str, scratch: Path) -> Path:
    """Fetch one package with `npm pack` and return the folder its tarball unpacks to."""
    target = scratch / package.replace("/", "-")
    target.mkdir()
    command = ["npm", "pack", f"{package}@{version}", "--silent", "--pack-destination", str(target)]
    subprocess.run(command, check=True, cwd=target, stdout=subprocess.DEVNULL)
    with tarfile.open(next(target.glob("*.tgz"))) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def write(relative: str, content: bytes) -> dict[str, str]:
    """Write one vendored file; return its manifest entry."""
    path = VENDOR / relative
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return {"file": relative, "sha256": hashlib.sha256(content).hexdigest()}


def vendor_package(spec: dict, scratch: Path) -> dict:
    """Copy the wanted files and the licence text of one package; return its manifest section."""
    source = unpack(spec["package"], spec["version"], scratch)
    licence = next(path for path in source.iterdir() if path.stem.upper() == "LICENSE")
    files = [write(f"{spec['folder']}/LICENSE", licence.read_bytes())]
    for name in spec["files"]:
        content = SOURCE_MAP.sub(b"\n", (source / name).read_bytes())
        if Path(name).name == CUT:
            kept = set(CLASS_LIST.read_text(encoding="utf-8").split())
            content = cut(content.decode(), kept).encode()
        files.append(write(f"{spec['folder']}/{Path(name).name}", content) | {"from": name})
    return {key: spec[key] for key in ("package", "version", "licence")} | {"files": files}


def symbol(name: str, source: Path) -> str:
    """Return the sprite symbol of one icon; names ending in `-fill` come from the filled set."""
    filled = name.endswith("-fill")
    folder, base = ("filled", name.removesuffix("-fill")) if filled else ("outline", name)
    text = COMMENT.sub("", (source / "icons" / folder / f"{base}.svg").read_text(encoding="utf-8"))
    body = " ".join(OUTER_SVG.search(text).group(1).split())
    return f'<symbol id="{name}" viewBox="0 0 24 24" {FILLED if filled else OUTLINED}>{body}</symbol>'


def vendor_icons(scratch: Path) -> dict:
    """Build the icon sprite from the names in tools/icons.txt; return its manifest section."""
    source = unpack(ICONS["package"], ICONS["version"], scratch)
    names = sorted(set(ICON_LIST.read_text(encoding="utf-8").split()))
    sprite = "\n".join(
        ['<svg xmlns="http://www.w3.org/2000/svg">', *(symbol(name, source) for name in names), "</svg>\n"]
    )
    files = [
        write(f"{ICONS['folder']}/LICENSE", (source / "LICENSE").read_bytes()),
        write("icons.svg", sprite.encode()) | {"from": "icons/{outline,filled}/*.svg"},
    ]
    return {key: ICONS[key] for key in ("package", "version", "licence")} | {"files": files}


def main() -> None:
    """Rebuild every vendored file and the manifest."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        sections = [vendor_package(spec, scratch) for spec in PACKAGES]
        sections.append(vendor_icons(scratch))
    manifest = {
        "note": "Built by tools/vendor_frontend.py; only sourceMappingURL lines and, in bootstrap.min.css, "
        "the rules about classes that are not in tools/bootstrap_classes.txt were removed.",
        "packages": sections,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (VENDOR / "MANIFEST.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
