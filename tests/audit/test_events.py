"""The list of events and the code agree."""

import ast

from tests.house.sources import code, name, tree
from zhijiao.audit.events import Event


def test_every_event_is_told_somewhere():
    told = set()
    for path in code():
        if name(path).startswith("zhijiao/audit/events"):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "Event":
                told.add(node.attr)
    assert told >= {event.name for event in Event}
