"""Addresses that a message may lead to: those of this installation and no others."""

import re

from django.utils.http import url_has_allowed_host_and_scheme

_PATH = re.compile(r"/(?!/)[^\\\s\x00-\x1f\x7f]*\Z")
LONGEST = 300


def is_inside(url: str) -> bool:
    """Whether an address is a path of this site, with its query at most."""
    return (
        len(url) <= LONGEST
        and _PATH.match(url) is not None
        and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    )


def inside(url: str) -> str:
    """The address itself.

    Raises:
        ValueError: it leads elsewhere; whoever wrote it there has made a mistake.
    """
    if url and not is_inside(url):
        raise ValueError("a message leads to an address of this site alone: a path such as /review/")
    return url
