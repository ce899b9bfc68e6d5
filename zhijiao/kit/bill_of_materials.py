"""A bill of materials as CycloneDX 1.6 JSON: the locked packages and the files of others that are delivered with us.

The same lock and manifest give the same bytes, so that two bills can be compared: no time stands in it, and the serial
number follows from the content.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from zhijiao.kit import lock_file
from zhijiao.kit.lock_file import PROJECT, Pin


def bill(version: str, pins: list[Pin], vendored: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The bill of a release; `vendored` are the packages of the manifests of scripts and fonts."""
    root = f"pkg:pypi/{PROJECT}@{version}"
    needed = lock_file.run_time(pins)
    scripts = [_script(package) for package in vendored]
    made: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": PROJECT,
                "version": version,
                "purl": root,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": [*(_package(pin, pin.name in needed) for pin in pins), *scripts],
        "dependencies": _dependencies(root, pins, [script["bom-ref"] for script in scripts]),
    }
    content = hashlib.sha256(json.dumps(made, sort_keys=True).encode()).hexdigest()
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        **made,
        "serialNumber": _serial(content),
    }


def _serial(content: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:sha256:{content}')}"


def _purl(pin: Pin) -> str:
    return f"pkg:pypi/{pin.name}@{pin.version}"


def _package(pin: Pin, needed: bool) -> dict[str, Any]:
    """A locked package; those of tests and tools are excluded from what runs."""
    return {
        "type": "library",
        "bom-ref": _purl(pin),
        "name": pin.name,
        "version": pin.version,
        "scope": "required" if needed else "excluded",
        "purl": _purl(pin),
        "externalReferences": [
            {
                "type": "distribution",
                "url": f"https://pypi.org/project/{pin.name}/{pin.version}/",
                "hashes": [{"alg": "SHA-256", "content": each} for each in pin.hashes],
            }
        ],
    }


def _script(package: Mapping[str, Any]) -> dict[str, Any]:
    """A front-end package or a font with the files of it that are delivered."""
    name, version = package["package"], package["version"]
    purl = f"pkg:{package.get('ecosystem', 'npm')}/{quote(name, safe='/')}@{version}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "scope": "required",
        "purl": purl,
        "licenses": [{"license": {"id": package["licence"]}}],
        "components": [
            {
                "type": "file",
                "bom-ref": f"{purl}#{file['file']}",
                "name": file["file"],
                "hashes": [{"alg": "SHA-256", "content": file["sha256"]}],
            }
            for file in package["files"]
        ],
    }


def _dependencies(root: str, pins: list[Pin], scripts: list[str]) -> list[dict[str, Any]]:
    """Who needs whom; the project needs the packages of its run time and the files of others."""
    asked: dict[str, list[str]] = {root: [_purl(pin) for pin in pins if PROJECT in pin.askers] + scripts}
    for pin in pins:
        asked[_purl(pin)] = [_purl(other) for other in pins if pin.name in other.askers]
    return [{"ref": ref, **({"dependsOn": needs} if needs else {})} for ref, needs in asked.items()]
