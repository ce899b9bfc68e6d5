"""`zhijiao dependencies check FILE` compares what is delivered with known vulnerabilities; `bill` lists what is.

Both read files alone: no database, no network.
"""

import json
import sys
from argparse import ArgumentParser
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from zhijiao.kit import advisories, lock_file
from zhijiao.kit.advisories import NPM, PYPI, Delivered, Hit
from zhijiao.kit.bill_of_materials import bill
from zhijiao.kit.lock_file import PROJECT, Pin

MANIFESTS = (
    Path("web", "static", "vendor", "MANIFEST.json"),
    Path("documents", "fonts", "MANIFEST.json"),
)


class Command(BaseCommand):
    """The lock file is that of the source tree, unless another one is named."""

    help = "依赖清单：check 对照漏洞公告文件，bill 生成 CycloneDX 物料清单"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and with which files."""
        doing = parser.add_subparsers(dest="doing", required=True)
        check = doing.add_parser("check", help="对照漏洞公告文件，有命中时退出状态为 1")
        check.add_argument(
            "advisories", nargs="+", type=Path, help="OSV 的 JSON 或 zip，或 pip-audit 的 JSON 结果"
        )
        listing = doing.add_parser("bill", help="按锁定文件和前端文件清单生成 CycloneDX 1.6 JSON")
        listing.add_argument("--output", type=Path, help="写入的文件，不写时打印出来")
        for each in (check, listing):
            each.add_argument("--lock", type=Path, help="锁定文件，默认为源代码中的 requirements/lock.txt")

    def handle(self, *args: Any, doing: str, lock: Path | None, **options: Any) -> None:
        """Do what was asked for."""
        pins = _pins(lock or settings.PACKAGE.parent / "requirements" / "lock.txt")
        vendored = [
            package
            for manifest in MANIFESTS
            for package in json.loads((settings.PACKAGE / manifest).read_text("utf-8"))["packages"]
        ]
        if doing == "check":
            self._check(pins, vendored, options["advisories"])
        else:
            self._bill(pins, vendored, options["output"])

    def _check(self, pins: list[Pin], vendored: list[dict[str, Any]], files: list[Path]) -> None:
        ours = [Delivered(PYPI, pin.name, pin.version) for pin in pins]
        ours += [Delivered(each.get("ecosystem", NPM), each["package"], each["version"]) for each in vendored]
        needed = lock_file.run_time(pins)
        found: dict[tuple[Delivered, str], Hit] = {}
        for file in files:
            found |= {(hit.package, hit.id): hit for hit in _hits(file, ours)}
        for hit in found.values():
            self.stdout.write(_words(hit, hit.package.ecosystem == NPM or hit.package.name in needed))
        self.stdout.write(f"已对照 {len(ours)} 个软件包，命中 {len(found)} 条公告。")
        if found:
            sys.exit(1)

    def _bill(self, pins: list[Pin], vendored: list[dict[str, Any]], output: Path | None) -> None:
        text = json.dumps(bill(version(PROJECT), pins, vendored), ensure_ascii=False, indent=1) + "\n"
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            output.parent.mkdir(parents=True, exist_ok=True)
            output.write_text(text, "utf-8")
        except OSError as error:
            raise CommandError(f"无法写入 {output}：{error.strerror}。", returncode=2) from None
        self.stdout.write(
            f"物料清单已写入 {output}（{len(pins)} 个 Python 包，{len(vendored)} 个随附的前端包和字体）。"
        )


def _pins(path: Path) -> list[Pin]:
    try:
        return lock_file.read(path)
    except OSError as error:
        text = f"无法读取锁定文件 {path}：{error.strerror}。请用 --lock 指明文件，它随源代码提供。"
        raise CommandError(text, returncode=2) from None
    except ValueError as error:
        raise CommandError(f"锁定文件 {path} 有误：{error}。", returncode=2) from None


def _hits(file: Path, ours: list[Delivered]) -> list[Hit]:
    if not file.is_file():
        raise CommandError(f"没有公告文件 {file}，请核对路径。", returncode=2)
    try:
        return advisories.hits(file, ours)
    except (ValueError, AttributeError, KeyError, TypeError) as error:
        text = f"无法读取公告文件 {file}：不是 OSV 的 JSON、zip，也不是 pip-audit 的 JSON 结果（{error}）。"
        raise CommandError(text, returncode=2) from None


def _words(hit: Hit, needed: bool) -> str:
    """One line of a hit."""
    names = "、".join((hit.id, *hit.aliases))
    fixed = f"，修复版本 {'、'.join(hit.fixed)}" if hit.fixed else "，尚无修复版本"
    where = "" if needed else "（只用于开发和测试）"
    unsure = "" if hit.sure else "（版本号无法比较，请人工核对）"
    return f"{hit.package.name} {hit.package.version}{where}：{names}{unsure}{fixed}。{hit.summary}"
