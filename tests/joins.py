"""Watches the statements that a run of the suite sends: a join of tables of schools names the school on both sides.

Where tables are distributed by the school (`zhijiao.sharding`), such a join is answered by the machine of the school;
any other would have to carry rows between machines, or is refused. Each text is looked at once, with its own small
reading of SQL: sources and their aliases, and which of them are held to the same school.
"""

import re
from dataclasses import dataclass, field

from zhijiao.sharding.layout import Place, tables

found: dict[str, str] = {}
"""Statements that join without the school, with the tables; emptied by who tells of them."""

_seen: set[int] = set()
_NAME = re.compile(r'(?:FROM|JOIN|UPDATE|INTO|,)\s+"?(\w+)"?', re.IGNORECASE)
_TOKEN = re.compile(r"""'(?:[^']|'')*'|(?:"[^"]*"|[A-Za-z_]\w*)(?:\.(?:"[^"]*"|\w+))*|%\(\w+\)s|%s|\d+|\S""")
_COLUMN = re.compile(r"\(\s*((?:\"\w+\"|\w+)\.(?:\"\w+\"|\w+))\s*\)")
_SOURCES = {"FROM", "JOIN", "UPDATE", "USING"}
_CLAUSES = {
    "WHERE",
    "GROUP",
    "ORDER",
    "HAVING",
    "LIMIT",
    "SET",
    "SELECT",
    "UNION",
    "ON",
    "RETURNING",
    "OFFSET",
}
_HOLDING = {"WHERE", "ON"}
_JOINING = {
    "AS",
    "INNER",
    "LEFT",
    "RIGHT",
    "OUTER",
    "CROSS",
    "JOIN",
    "LATERAL",
    "FOR",
    "VALUES",
    "EXCEPT",
    "INTERSECT",
}
_FIXED = "a school that is given"


def watch(execute, sql, params, many, context):
    """Execution wrapper of a connection: look at a text when it is first sent."""
    if isinstance(sql, str):
        mark = hash(sql)
        if mark not in _seen:
            _seen.add(mark)
            if apart := joined_without_school(sql):
                found[sql] = ", ".join(apart)
    return execute(sql, params, many, context)


def watch_connection(connection, **_) -> None:
    """Receiver of a new connection."""
    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch)


def joined_without_school(sql: str) -> list[str]:
    """The tables of schools that a statement joins without naming the school on both sides; none where all is well."""
    known = set(tables(Place.SCHOOL))
    if sum(name in known for name in _NAME.findall(sql)) < 2:
        return []
    return _Reading(_TOKEN.findall(_COLUMN.sub(r"\1", sql)), known).apart()


@dataclass
class _Query:
    """One SELECT, UPDATE or DELETE: its sources by alias, and the query it stands in."""

    outer: "_Query | None"
    sources: dict[str, str] = field(default_factory=dict)
    within: list["_Query"] = field(default_factory=list)
    outside: set[tuple[int, str]] = field(default_factory=set)


class _Reading:
    """Reads the tokens of one statement."""

    def __init__(self, tokens: list[str], known: set[str]) -> None:
        self.tokens, self.known, self.at = tokens, known, 0
        self.same: dict[object, object] = {}
        self.wrong: list[str] = []
        self.query(None)

    def apart(self) -> list[str]:
        return self.wrong

    def query(self, outer: _Query | None) -> list[_Query]:
        """Read up to the closing bracket: one query, or several put together by UNION."""
        made = [_Query(outer)]
        equal: list[tuple[object, object]] = []
        self._part(made, equal)
        for one, other in equal:
            self._join(one, other)
        for each in made:
            self._judge(each)
        return made

    def _part(self, made: list[_Query], equal: list[tuple[object, object]]) -> None:
        """One level of brackets: conditions hold together, but not those that an OR or a NOT leaves open."""
        pairs: list[tuple[object, object]] = []
        choice = source = False
        holding = True
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            word = token.upper()
            self.at += 1
            if token == ")":
                break
            if word in {"UNION", "EXCEPT", "INTERSECT"}:
                made.append(_Query(made[-1].outer))
            if word in _CLAUSES | _SOURCES:
                if holding and not choice:
                    equal += pairs
                pairs, choice, holding = [], False, word in _HOLDING
            choice = choice or word == "OR"
            if token == "(":
                self._bracket(made, [] if self._negated() else pairs, source)
                source = False
            elif word in _SOURCES:
                source = True
            elif word in _CLAUSES:
                source = False
            elif source and word not in _JOINING and (token[0] == '"' or token[0].isalpha()):
                self._source(made[-1], token)
                source = self._next() == ","
            elif token == "," and made[-1].sources and self._in_from():
                source = True
            else:
                self._column(made[-1], token, pairs)
        if holding and not choice:
            equal += pairs

    def _negated(self) -> bool:
        return self.at > 1 and self.tokens[self.at - 2].upper() == "NOT"

    def _bracket(self, made: list[_Query], pairs: list[tuple[object, object]], source: bool) -> None:
        if self._next().upper() not in {"SELECT", "WITH", "DELETE", "UPDATE"}:
            self._part(made, pairs)
            return
        inner = self.query(made[-1])
        if source:
            alias = self._alias()
            if any(each.sources for each in inner):
                made[-1].sources[alias] = alias
                for each in inner:
                    for name in each.sources:
                        self._join((id(each), name), (id(made[-1]), alias))
            made[-1].within += inner

    def _source(self, query: _Query, token: str) -> None:
        table = token.replace('"', "")
        alias = self._alias() or table
        if table in self.known:
            query.sources[alias] = table

    def _alias(self) -> str:
        if self._next().upper() == "AS":
            self.at += 1
        token = self._next()
        word = token.upper()
        if not token or word in _CLAUSES | _JOINING | _SOURCES or not (token[0] == '"' or token[0].isalpha()):
            return ""
        self.at += 1
        return token.strip('"')

    def _next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _in_from(self) -> bool:
        """Whether the comma that was just read parts sources: the clause before it began with FROM."""
        depth = 0
        for token in reversed(self.tokens[: self.at - 1]):
            depth += (token == ")") - (token == "(")
            if depth < 0:
                return False
            if depth == 0 and token.upper() in _CLAUSES | _SOURCES:
                return token.upper() in {"FROM", "USING"}
        return False

    def _column(self, query: _Query, token: str, pairs: list[tuple[object, object]]) -> None:
        """A column: whose it is, and which school it is held to."""
        owner, _, column = token.replace('"', "").rpartition(".")
        if not owner:
            return
        whose = self._owner(query, owner)
        if whose is None:
            return
        if whose[0] != id(query):
            query.outside.add(whose)
        if column != "school_id" or self._next() != "=":
            return
        other = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else ""
        if other == "%s" or other.isdigit() or other.startswith("%("):
            pairs.append((whose, _FIXED))
            return
        owner, _, column = other.replace('"', "").rpartition(".")
        there = self._owner(query, owner)
        if column == "school_id" and there is not None:
            pairs.append((whose, there))

    def _owner(self, query: _Query, alias: str) -> tuple[int, str] | None:
        scope: _Query | None = query
        while scope is not None:
            if alias in scope.sources:
                return id(scope), alias
            scope = scope.outer
        return None

    def _root(self, node: object) -> object:
        while (above := self.same.get(node, node)) != node:
            node = above
        return node

    def _join(self, one: object, other: object) -> None:
        self.same[self._root(one)] = self._root(other)

    def _judge(self, query: _Query) -> None:
        """All sources of a query, and those of outer ones that it speaks of, are held to one school."""
        own = {(id(query), alias): table for alias, table in query.sources.items()}
        if not own:
            return
        together = {self._root(node) for node in (*own, *query.outside)}
        if len(together) > 1:
            self.wrong += sorted({*own.values(), *(alias for _, alias in query.outside)})
