"""What stands of a form of a school, as one digest: number and keyed digest of each record, in the order of numbers.

The list is kept, so that an increment costs what has changed, and not what stands.
"""

import struct
from bisect import bisect_left
from collections.abc import Iterable, Mapping

from cryptography.hazmat.primitives.hashes import SM3, Hash

from zhijiao.exchange.models import Partner, Standing
from zhijiao.exchange.wire import HASH_BYTES

_NUMBER = struct.Struct(">q")  # none is negative, so their bytes sort as they do
_ENTRY = struct.Struct(f">q{HASH_BYTES}s")


def packed(entries: Mapping[int, bytes]) -> bytes:
    """The list as it is kept."""
    return b"".join(_ENTRY.pack(number, entries[number]) for number in sorted(entries))


def number_of(kept: bytes) -> int:
    """How many records a list holds."""
    return len(kept) // _ENTRY.size


def patched(kept: bytes, gone: Iterable[int], entries: Mapping[int, bytes]) -> bytes:
    """The list after some records have gone, come or changed; what is between them is copied as it is."""
    size, made, last = _ENTRY.size, [], 0
    records = range(number_of(kept))
    for number in sorted({*gone, *entries}):
        wanted = _NUMBER.pack(number)
        at = size * bisect_left(
            records, wanted, last // size, key=lambda n: kept[n * size : n * size + _NUMBER.size]
        )
        made.append(kept[last:at])
        if number in entries:
            made.append(_ENTRY.pack(number, entries[number]))
        last = at + size if kept[at : at + _NUMBER.size] == wanted else at
    return b"".join([*made, kept[last:]])


def digest(data: bytes) -> str:
    """The SM3 digest."""
    made = Hash(SM3())
    made.update(data)
    return made.finalize().hex()


def total(lines: Iterable[tuple[str, str, int, str]]) -> str:
    """One digest over (school code, form, rows, digest) of everything that holds rows."""
    made = Hash(SM3())
    for school, form, rows, each in sorted(lines):
        made.update(f"{school} {form} {rows} {each}\n".encode())
    return made.finalize().hex()


def lines_of(partner: Partner) -> list[tuple[str, str, int, str]]:
    """School code, form, rows and digest of all that stands."""
    kept = Standing.objects.filter(partner=partner, rows__gt=0).order_by()
    return list(kept.values_list("school__code", "form", "rows", "digest"))
