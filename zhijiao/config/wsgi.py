"""Entry point of the web server processes."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijiao.config.settings")
application = get_wsgi_application()

from zhijiao.demo.guard import refuse_demo_accounts  # noqa: E402  needs the applications that the line above loads

refuse_demo_accounts()
