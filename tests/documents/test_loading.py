"""What writes papers is large: only who writes one carries it."""

import json
import subprocess
import sys

SAYS = """
import json, os, sys
os.environ["ZHIJIAO_MODE"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "zhijiao.config.testing"
import django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
print(json.dumps(sorted({"reportlab", "docx", "lxml"} & {name.partition(".")[0] for name in sys.modules})))
"""


def test_a_process_that_answers_pages_does_not_load_what_writes_papers() -> None:
    asked = subprocess.run([sys.executable, "-c", SAYS], capture_output=True, text=True, check=True)
    assert json.loads(asked.stdout) == []
