"""What a change of keys writes anew here: own private keys, keys of packages, secrets of digests."""

from collections.abc import Iterable

from zhijiao.exchange.models import OwnKey, Package, Partner
from zhijiao.private.sealed_stores import Store, sealed


@sealed
def stores() -> Iterable[Store]:
    """All of it is sealed under the node that the installation belongs to, or the partner's."""
    yield Store("报送私钥", OwnKey, ("private",), lambda node: OwnKey.objects.filter(node_id=node))
    yield Store("报送摘要密钥", Partner, ("secret",), lambda node: Partner.objects.filter(node_id=node))
    yield Store(
        "数据包密钥", Package, ("data_key",), lambda node: Package.objects.filter(partner__node_id=node)
    )
