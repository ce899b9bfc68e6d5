"""What stands at the borders to other systems: packages of two provinces, subscriptions, a binding, with secret words.

Every word that nobody but its owner may read holds :data:`SECRET`.
"""

import hashlib
import json
import uuid
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client
from django.utils import timezone

from tests import sample
from tests.security.test_tampering import FORM
from zhijiao.exchange import keys, manifest, receipts, store
from zhijiao.exchange.manifest import Manifest, PartFacts
from zhijiao.exchange.models import LogLine, OwnKey, Package, Partner, PartnerKey
from zhijiao.identity.tokens import create_token
from zhijiao.orgs.models import Org
from zhijiao.selfcheck.addresses import addresses
from zhijiao.sso.models import Binding
from zhijiao.webhooks import subscriptions
from zhijiao.webhooks.models import Event, Push, Subscription
from zhijiao.webhooks.outbox import emit_test

SECRET = "机密"
SECRET_BYTES = "机密的数据包内容".encode()
SPACES = ("exchange:", "webhooks:", "sso:")
EVERY = [address for address in addresses() if address.name.startswith(SPACES)]
SUBJECT_DIGEST = "ab" * 32
PAGES = [address for address in EVERY if address.gate.kind == "portal" and not address.gate.token]
PROGRAMS = [address for address in EVERY if address.gate.token]


class Province:
    """A province that exchanges with the ministry: what lies here of it, and a program with its token."""

    def __init__(self, node: Org, block: int):
        self.partner = Partner.objects.create(node=node, block=block, last=1)
        now, self.private = timezone.now(), Ed25519PrivateKey.generate()
        signing = keys.encoded(self.private.public_key().public_bytes_raw())
        self.key = PartnerKey.objects.create(
            partner=self.partner, fingerprint=f"fe{block}" * 16, signing=signing, sealing="x",
            valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=9), registered_at=now,
            registered_by=SECRET,
        )  # fmt: skip
        self.inward = self._package("in", f"a{block:031d}", "receiving")
        self.outward = self._package("out", f"b{block:031d}", "ready")
        LogLine.objects.create(partner=self.partner, package=self.inward, at=now, bad=True, text=SECRET)
        self.token = create_token(sample.user(node, "province_auditor", username=f"program{block}"), "报送")[
            1
        ]

    def _package(self, way: str, number: str, state: str) -> Package:
        made = Package.objects.create(
            partner=self.partner, way=way, kind="full" if way == "in" else "down", number=number, sequence=1,
            state=state,
            manifest=f'{{"note":"{SECRET}"}}'.encode(), created_at=timezone.now(), creator=SECRET, message=SECRET,
            receipt=SECRET if way == "in" else "",
        )  # fmt: skip
        facts = {"sha256": hashlib.sha256(SECRET_BYTES).hexdigest(), "sm3": "0" * 64}
        part = made.parts.create(n=1, kind="lot", name="lots/1", size=len(SECRET_BYTES), **facts)
        if way == "out":
            store.write(made, part.n, SECRET_BYTES)
        return made

    def offered(self, ministry: Org, **other) -> dict[str, str]:
        """A manifest that it has really signed, well made but for what ``other`` says."""
        node, part = self.partner.node, PartFacts("lot", "lots/1", 9, "0" * 64, "0" * 64)
        said = Manifest(
            manifest.FORMAT, "9.9", uuid.uuid4().hex, "full", 7, 0, 0, 0, (node.level, node.code),
            (ministry.level, ministry.code), timezone.now(), {}, (part,),
        )  # fmt: skip
        text = json.dumps(json.loads(manifest.written(said)) | other)
        return {
            "manifest": text,
            "key": self.key.fingerprint,
            "signature": self._signed(manifest.PURPOSE, text),
        }

    def acknowledged(self, ministry: Org, **other) -> dict[str, str]:
        """The same of a receipt of what was sent down to it."""
        node = self.partner.node
        said = {
            "package": self.outward.number, "sequence": 1, "from": [node.level, node.code], "digest": "0" * 64,
            "to": [ministry.level, ministry.code], "at": timezone.now().isoformat(), "differing": [], "refused": "",
        }  # fmt: skip
        text = json.dumps(said | other)
        return {
            "receipt": text,
            "key": self.key.fingerprint,
            "signature": self._signed(receipts.PURPOSE, text),
        }

    def _signed(self, purpose: bytes, text: str) -> str:
        return keys.encoded(self.private.sign(purpose + text.encode("utf-8", "replace")))

    def asks(self, method: str, path: str, data: bytes = b"", **more):
        """The answer to its program."""
        kind = more.pop("content_type", "application/json")
        client = Client(raise_request_exception=False)
        return client.generic(
            method, path, data, content_type=kind, headers={"Authorization": f"Bearer {self.token}"}, **more
        )


class OtherSystems:
    """The ministry's installation with two provinces, subscriptions of two schools, and somebody's binding."""

    def __init__(self, scene):
        self.own_key = keys.make_own("测试")
        self.near, self.far = Province(scene.tree.province, 45), Province(scene.tree.elsewhere, 46)
        self.own, self.foreign = (self._told(school) for school in (scene.school, scene.tree.sister))
        Binding.objects.create(user=scene.clerk, provider="yunling", digest=SUBJECT_DIGEST, bound_by=SECRET)
        self.ministry = scene.tree.ministry
        self.boss = sample.user(scene.tree.ministry, "ministry_admin")

    @staticmethod
    def _told(school: Org) -> Subscription:
        url = f"https://example.com/{SECRET}"
        made, _ = subscriptions.make(school, f"{SECRET}的系统", url, ["grant.asked"], SECRET)
        emit_test(made)
        made.deliveries.update(state="sent", problem=SECRET)
        made.sent = made.deliveries.get().pk
        return made

    def numbers(self, province: Province, subscription: Subscription) -> dict[str, dict[str, object]]:
        """What the addresses name, by the beginning of their names: of this province, and of this subscription."""
        package = {"pk": province.inward.pk, "number": province.inward.number, "n": 1}
        return {
            "exchange:down": {"number": province.outward.number, "n": 1},
            "exchange:file": {"pk": province.outward.pk},
            "exchange:send": {"pk": province.outward.pk},
            "exchange:key_revoke": {"pk": province.key.pk},
            "exchange:key_file": {"pk": self.own_key.pk},
            "exchange:": package,
            "webhooks:": {"pk": subscription.pk, "delivery_id": subscription.sent},
            "sso:": {"key": "yunling"},
        }

    def url(self, address, province: Province, subscription: Subscription) -> str:
        """An address with the numbers of theirs."""
        numbers = self.numbers(province, subscription)
        return address.url(next(of for start, of in numbers.items() if address.name.startswith(start)))

    @staticmethod
    def state() -> list[object]:
        """All that an attack could have changed; reading a log or a list leaves it as it is."""
        return [
            sorted(
                model.objects.values_list(*(field.attname for field in model._meta.concrete_fields)), key=str
            )
            for model in (OwnKey, PartnerKey, Partner, Package, Subscription, Push, Event, Binding)
        ]


def of(space, found):
    return [address for address in found if address.name.startswith(space)]


def browser(user):
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def attempts(client, address, url):
    for method in ("GET", "POST"):
        if method in address.gate.methods:
            yield method, client.generic(method, url, b"done=pause&kind=full&version=1", content_type=FORM)
