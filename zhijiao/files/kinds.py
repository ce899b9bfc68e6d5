"""Kinds of files. A package declares its own in ``prepared_files.py``; the module is found by itself."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org

Params = Mapping[str, Any]


def _no_records(actor: Actor, org: Org, params: Params) -> Iterable[int]:
    return ()


@dataclass(frozen=True)
class FileKind:
    """What is the same for all files of a kind.

    ``require(actor, org, params)`` raises what a view would raise (Denied, Locked, Http404) for somebody who may not
    have the file now. ``write(out, actor, org, params)`` writes it, from nothing but these. ``records(actor, org,
    params)`` gives the numbers of the records in it, where it is a list of records of one form. What holds nothing of
    records at all (the manual) is not told to the looks.
    """

    key: str
    require: Callable[[Actor, Org, Params], None]
    write: Callable[[BinaryIO, Actor, Org, Params], None]
    records: Callable[[Actor, Org, Params], Iterable[int]] = _no_records
    of_records: bool = True


_kinds: dict[str, FileKind] = {}


def register(kind: FileKind) -> None:
    """Make a kind known."""
    _kinds[kind.key] = kind


def kind_of(key: str) -> FileKind:
    """A kind by its key. KeyError for one that this program does not know."""
    return _kinds[key]


@dataclass(frozen=True)
class Wanted:
    """A file that somebody asks for.

    ``params`` says everything that is needed to write it, as JSON. ``told`` stands in the audit log and holds nothing
    private. ``cells`` is what it costs to write. ``form`` is the key of the form whose records leave, if it is one.
    """

    kind: str
    org: Org
    subject: str
    name: str
    params: Params
    rows: int
    cells: int
    told: Mapping[str, Any]
    form: str = ""
