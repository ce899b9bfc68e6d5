"""Signing in without the sign-in page, for journeys that are about something else."""

from django.conf import settings
from django.test import Client


def signed_in(page, live_server, user):
    """Give the window a session of the user; returns the window."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return page
