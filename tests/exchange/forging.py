"""Packages that a province has really signed, and that no program of ours would make."""

import hashlib
import json
import zlib
from datetime import timedelta

from django.utils import timezone

from zhijiao.exchange import carried, digests, envelope, keys, making, store
from zhijiao.exchange.models import OwnKey, Package, Part
from zhijiao.exchange.wire import encode


def resealed(province, name, data):
    """The last package of the province with other bytes in a part, sealed and signed as they are; as a carried file."""
    with province.at():
        package = Package.objects.latest("pk")
        part = package.parts.select_related("package").get(name=name)
        if name.endswith(".private"):
            data = envelope.seal_part(making.secrets_of(package), package.number, name, data)
        store.write(package, part.n, data)
        facts = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest(), "sm3": digests.digest(data)}
        Part.objects.filter(pk=part.pk).update(**facts)
        making.seal(package, keys.own(), package.digest)
        return b"".join(carried.written(package))


def lines_of(province, name):
    """Lines of an open part of the last package."""
    with province.at():
        part = Part.objects.filter(name=name).select_related("package").latest("pk")
        return zlib.decompress(store.read(part)).decode().splitlines()


def relined(province, name, change):
    """The last package with an open part whose decoded lines somebody has changed in place."""
    lines = [json.loads(line) for line in lines_of(province, name)]
    change(lines)
    text = "".join(f"{encode(line)}\n" for line in lines)
    return resealed(province, name, zlib.compress(text.encode()))


def made_at(province, ago: timedelta):
    """The last package as if it had been made so long ago, signed with the key of now."""
    with province.at():
        package = Package.objects.latest("pk")
        if ago:
            OwnKey.objects.update(valid_from=timezone.now() - timedelta(days=1000))
        package.created_at -= ago
        package.save(update_fields=["created_at"])
        making.seal(package, keys.own(), package.digest)
        return b"".join(carried.written(package))


def unchanged(side, work):
    """That the records of an installation are the same after the work as before."""
    from zhijiao.filing.models import Change

    with side.at():
        before = Change.objects.count()
    found = work()
    with side.at():
        assert Change.objects.count() == before
    return found
