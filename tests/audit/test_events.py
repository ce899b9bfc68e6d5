"""The list of events and the code agree."""

import ast

from tests.house.sources import code, name, tree
from zhijiao.audit.events import Event

SOON = {Event.KEYS}
"""Members whose acts do not exist yet."""


def test_every_event_is_told_somewhere():
    told = set()
    for path in code():
        if name(path).startswith("zhijiao/audit/events"):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "Event":
                told.add(node.attr)
    assert {event for event in Event if event.name not in told} <= SOON
