"""What web processes are copied from."""

import json
import subprocess
import sys

SCRIPT = """
import json, os, stat, sys
os.environ |= {"DJANGO_SETTINGS_MODULE": "zhijiao.config.settings", "ZHIJIAO_MODE": "demo"}
from zhijiao.config import web_server  # gunicorn reads it before the program
from zhijiao.config.wsgi import application
web_server.when_ready(None)
from django.conf import settings
from django.db import connection
from django.template import engines
from zhijiao.kit import statements
folder = settings.VAR / "templates"
print(json.dumps({
    "connected": connection.connection is not None,
    "unwanted": sorted({"pypinyin", "django.test", "unittest", "tests"} & set(sys.modules)),
    "templates": len(engines["jinja2"].env.cache),
    "kept": len(list(folder.iterdir())),
    "open to": stat.S_IMODE(folder.stat().st_mode) & 0o077,
    "views": len([name for name in sys.modules if name.startswith("zhijiao.") and name.endswith(".views")]) > 5,
}))
"""


def test_everything_is_ready_and_nothing_is_held_that_must_not_be_shared(tmp_path):
    environment = {"ZHIJIAO_HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "DATABASE_URL": ""}
    for _ in range(2):  # the second start reads what the first has compiled
        ran = subprocess.run(
            [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
        )
        found = json.loads(ran.stdout.splitlines()[-1])
        assert found.pop("templates") == found.pop("kept") > 200
        assert found == {"connected": False, "unwanted": [], "open to": 0, "views": True}
