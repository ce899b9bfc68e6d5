"""What the first page of a web process needs, made ready once, before the process that all of them are copied from."""

import gc
from contextlib import suppress

from django.db import DatabaseError, connections
from django.template import engines
from django.urls import URLResolver, get_resolver

from zhijiao.api import packed
from zhijiao.catalogue import tables
from zhijiao.dictionary import content
from zhijiao.filing.schema import registry
from zhijiao.identity.backends import AccountBackend
from zhijiao.kit import statements
from zhijiao.kit.pinyin import term_initials
from zhijiao.manual.chapters import chapters
from zhijiao.quality.rule_registry import rules


def warm_up() -> None:
    """Read addresses, templates, code tables, the manual, the data dictionary and the document of the API.

    No database connection is left to be shared by children.

    What has been made is taken out of the garbage collector's sight, so that its memory stays shared after the fork.
    """
    _read(get_resolver())
    environment = engines["jinja2"].env  # type: ignore[attr-defined]  # the one engine there is
    for name in environment.list_templates():
        environment.get_template(name)
    for key in tables.all_keys():
        tables.table(key)
    for form in registry.registry().records:
        form.columns, form.referring  # noqa: B018  kept once asked for
    rules()
    packed.warm_up()
    term_initials("汉语拼音")
    chapters()
    content.code_tables()
    _ask_once()
    connections.close_all()
    gc.collect()
    gc.freeze()


def _ask_once() -> None:
    """Compile what every page asks; without a database, or with an empty one, the pages do it themselves."""
    with suppress(DatabaseError):
        AccountBackend().get_user(0)
        statements.prepare()


def _read(resolver: URLResolver) -> None:
    """Import the views below an address, and index their names."""
    resolver._populate()
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            _read(each)
