"""Every address of the URL conf with something filled in for its parts."""

from django.urls import URLPattern

FILLED = {"form": "student", "entry": "student", "fmt": "xlsx", "column": "name", "portal": "business"}


def every(resolver, prefix: str = "/", space: str = ""):
    """Name, address and view of each pattern."""
    for pattern in resolver.url_patterns:
        if not isinstance(pattern, URLPattern):
            name = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from every(pattern, prefix + str(pattern.pattern), name)
            continue
        route, converters = prefix + str(pattern.pattern), pattern.pattern.converters
        for key, converter in converters.items():
            kind = type(converter).__name__
            value = FILLED.get(key, "1" if kind == "IntConverter" else "x")
            for written in (f"<form:{key}>", f"<int:{key}>", f"<str:{key}>", f"<{key}>", f"<slug:{key}>"):
                route = route.replace(written, value)
        if "<" not in route and "(" not in route:
            yield f"{space}{pattern.name}", route, pattern.callback
