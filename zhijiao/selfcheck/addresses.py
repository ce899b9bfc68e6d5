"""Every address of the installation, read from the URL table: its view's mark, its parameters, how to write it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern

from zhijiao.identity.gate import Gate


@dataclass(frozen=True, slots=True)
class Address:
    """One entry of the URL table. `gate` is None where the view forgot its mark."""

    name: str
    route: str
    gate: Gate | None
    view: Callable
    #: Parameter → converter; None for a part of a regular expression.
    parameters: Mapping[str, Any]

    def url(self, values: Mapping[str, Any]) -> str:
        """The address with its parameters filled in."""
        if None in self.parameters.values():
            return reverse(self.name, kwargs=dict(values))
        text = self.route
        for name, converter in self.parameters.items():
            head, _, rest = text.partition("<" + _marker(text, name) + ">")
            text = head + converter.to_url(values[name]) + rest
        return text

    def until(self, parameter: str) -> str:
        """The route as far as a parameter: what says whose number it is."""
        if self.parameters[parameter] is None:
            return parameter
        marker = f"<{_marker(self.route, parameter)}>"
        return self.route.partition(marker)[0] + marker

    def __str__(self) -> str:
        return self.route


def addresses() -> list[Address]:
    """Every entry of the URL table in use, in its order."""
    return list(_walk(get_resolver().url_patterns, "/", "", {}))


def _walk(patterns: list, prefix: str, space: str, above: dict[str, Any]) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        parameters = above | _parameters(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, route, inner, parameters)
        elif isinstance(pattern, URLPattern):
            view = pattern.callback
            yield Address(
                f"{space}{pattern.name or ''}", route, getattr(view, "gate", None), view, parameters
            )


def _parameters(pattern: Any) -> dict[str, Any]:
    if isinstance(pattern, RoutePattern):
        return dict(pattern.converters)
    return dict.fromkeys(pattern.regex.groupindex)


def _marker(route: str, parameter: str) -> str:
    """The parameter with its converter as the route writes it, such as int:pk."""
    for part in route.split("<")[1:]:
        written = part.partition(">")[0]
        if written.rpartition(":")[2] == parameter:
            return written
    raise ValueError(f"{route} has no parameter {parameter}")
