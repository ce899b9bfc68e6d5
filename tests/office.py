"""A workbook as LibreOffice saves it, for tests marked `needs_soffice`."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.browser import absent

PATIENCE = 120
"""Seconds; the first start of LibreOffice builds a profile."""


def resave(workbook: Path, folder: Path) -> Path:
    """Open the workbook in LibreOffice, save it into `folder` under the same name and return the copy.

    Each call uses a profile of its own, so tests may run side by side.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        absent("LibreOffice")
    folder.mkdir(parents=True, exist_ok=True)
    profile = folder / "profile"
    subprocess.run(
        [
            *(program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"),
            *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(workbook)),
        ],
        env={**os.environ, "SAL_USE_VCLPLUGIN": "svp"},
        capture_output=True,
        check=True,
        timeout=PATIENCE,
    )
    return folder / workbook.name
