"""Settings of gunicorn, for `gunicorn --config python:zhijiao.config.web_server zhijiao.config.wsgi:application`.

The program is loaded and warmed up once, and every web process is a copy: it answers its first page as fast as the
next one, and the copies share most of their memory. A new release needs a restart, not a reload.
"""

from typing import Any

preload_app = True
timeout = 120
"""Seconds; a request is over long before."""


def when_ready(_server: Any) -> None:
    """Called by gunicorn when the program is loaded and no process has been started yet."""
    from zhijiao.config.warm_up import warm_up  # needs the applications, which this file is read before

    warm_up()
