"""Keys of the installations: a pair for signing (Ed25519) and one for sealing (X25519) of each, under one fingerprint.

The private halves are sealed under the data key of our own node, so that they follow a change of keys. Public halves
travel as a small text file; whoever registers one compares the fingerprint with the other side over another way.
"""

import base64
import binascii
import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from zhijiao.exchange import installation, telling
from zhijiao.exchange.models import OwnKey, Partner, PartnerKey
from zhijiao.exchange.refusals import Refused
from zhijiao.orgs.models import Level, Org
from zhijiao.private.cipher import for_school

YEARS = 2
"""How long a key is valid."""
SKEW = timedelta(minutes=10)
"""How much further than ours the other side's clock may be."""
KEY_BYTES = 32
_FINGERPRINT, _CODE = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9]{1,12}")
_EARLIEST = 2000
_MARK = "zhijiao-exchange-key"
WRONG_FILE = "公钥文件无法识别，请使用对方在“数据报送—密钥”页面下载的文件，不要改动其中内容。"


@dataclass(frozen=True)
class PublicKeys:
    """What a public key file says."""

    level: str
    code: str
    signing: str
    sealing: str
    valid_from: datetime
    valid_to: datetime

    @property
    def fingerprint(self) -> str:
        """The SM3 digest of both keys and of whose they are."""
        made = Hash(SM3())
        made.update("\n".join((_MARK, self.level, self.code, self.signing, self.sealing)).encode())
        return made.finalize().hex()

    @property
    def text(self) -> str:
        """As it is handed over."""
        said = {
            "kind": _MARK,
            "level": self.level,
            "code": self.code,
            "signing": self.signing,
            "sealing": self.sealing,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": self.valid_to.isoformat(),
            "fingerprint": self.fingerprint,
        }
        return json.dumps(said, indent=1)


def shown(fingerprint: str) -> str:
    """A fingerprint as people compare it, in groups of four."""
    return " ".join(fingerprint[start : start + 4] for start in range(0, len(fingerprint), 4))


# Our own -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def make_own(maker: str) -> OwnKey:
    """A new pair, which signs from now on; the former ones still open what was sealed to them."""
    node, now = installation.own_node(), timezone.now()
    signing, sealing = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
    public = PublicKeys(
        node.level,
        node.code,
        encoded(signing.public_key().public_bytes_raw()),
        encoded(sealing.public_key().public_bytes_raw()),
        now,
        now + timedelta(days=365 * YEARS),
    )
    private = json.dumps([encoded(signing.private_bytes_raw()), encoded(sealing.private_bytes_raw())])
    made = OwnKey.objects.create(
        node=node,
        fingerprint=public.fingerprint,
        public=public.text,
        private=for_school(node.pk).encrypt_filled(private),
        valid_from=public.valid_from,
        valid_to=public.valid_to,
        made_by=maker,
    )
    telling.tell(None, f"生成本方密钥，指纹 {made.fingerprint[:16]}…", who=maker)
    return made


def own() -> OwnKey:
    """The key that signs now.

    Raises:
        Refused: there is none, or it has run out.
    """
    now = timezone.now()
    found = OwnKey.objects.filter(node=installation.own_node(), valid_to__gt=now).first()
    if found is None:
        raise Refused(
            "本系统还没有可用的报送密钥，或密钥已过期。请在“数据报送—密钥”中生成，并把公钥文件交给对方登记。",
            "no-key",
        )
    return found


def sign(key: OwnKey, text: bytes) -> str:
    """The signature of a text under our key."""
    private = Ed25519PrivateKey.from_private_bytes(_private(key)[0])
    return encoded(private.sign(text))


def opening_key(fingerprint: str) -> X25519PrivateKey:
    """The private half of what something was sealed to.

    Raises:
        Refused: it is none of ours.
    """
    found = OwnKey.objects.filter(node=installation.own_node(), fingerprint=fingerprint).first()
    if found is None:
        raise Refused(
            "数据包不是用本系统的公钥加密的。请把本系统现在的公钥文件交给对方登记后重新生成。",
            "sealed-to-other",
        )
    return X25519PrivateKey.from_private_bytes(_private(found)[1])


def _private(key: OwnKey) -> tuple[bytes, bytes]:
    signing, sealing = json.loads(for_school(key.node_id).decrypt_filled(key.private))
    return decoded(signing), decoded(sealing)


# The other side's ----------------------------------------------------------------------------------------------------


@transaction.atomic
def register(text: str, fingerprint: str, who: str) -> PartnerKey:
    """Take over the public keys of another installation, after their fingerprint was compared.

    Raises:
        Refused: the file is none, is not of a node we exchange with, or the fingerprint is another one.
    """
    public = read_public(text)
    typed = "".join(fingerprint.split()).lower()
    if typed != public.fingerprint:
        raise Refused(
            "填写的指纹与文件不一致，没有登记。请通过电话等另一途径向对方核对指纹后再填写。", "fingerprint"
        )
    node = Org.objects.filter(level=public.level, code=public.code).first()
    if node is None:
        raise Refused(f"公钥文件属于代码 {public.code} 的单位，本系统没有这个单位，没有登记。", "node")
    partner = installation.partner_of(node)
    made, new = PartnerKey.objects.get_or_create(
        partner=partner,
        fingerprint=public.fingerprint,
        defaults={
            "signing": public.signing,
            "sealing": public.sealing,
            "valid_from": public.valid_from,
            "valid_to": public.valid_to,
            "registered_at": timezone.now(),
            "registered_by": who,
        },
    )
    if not new:
        raise Refused("这把公钥已经登记过，没有做任何改动。", "known")
    telling.tell(partner, f"登记对方公钥，指纹 {made.fingerprint[:16]}…", who=who)
    telling.audit(partner, "登记对方公钥", fingerprint=made.fingerprint)
    return made


@transaction.atomic
def revoke(key: PartnerKey, who: str) -> None:
    """Nothing signed with the key is taken any more."""
    PartnerKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now())
    telling.tell(key.partner, f"停用对方公钥，指纹 {key.fingerprint[:16]}…", who=who)
    telling.audit(key.partner, "停用对方公钥", fingerprint=key.fingerprint)


def read_public(text: str) -> PublicKeys:
    """What a public key file says.

    Raises:
        Refused: it is none, or was changed.
    """
    try:
        said = json.loads(text)
        moments = [parse_datetime(said[name]) for name in ("valid_from", "valid_to")]
        texts = [said[name] for name in ("level", "code", "signing", "sealing")]
        sizes = {len(decoded(texts[2])), len(decoded(texts[3]))}
        named = texts[0] in Level.values and _CODE.fullmatch(texts[1])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused(WRONG_FILE, "key-file") from None
    first, last = moments
    whole = said.get("kind") == _MARK and named and sizes == {KEY_BYTES}
    if not whole or first is None or last is None or not _is_span(first, last):
        raise Refused(WRONG_FILE, "key-file")
    public = PublicKeys(texts[0], texts[1], texts[2], texts[3], first, last)
    if said.get("fingerprint") != public.fingerprint:
        raise Refused(WRONG_FILE, "key-file")
    return public


def _is_span(first: datetime, last: datetime) -> bool:
    """Whether these are moments between which a key made by this program may hold."""
    most = timedelta(days=365 * YEARS)
    if timezone.is_naive(first) or timezone.is_naive(last) or first > timezone.now() + most:
        return False
    return first.year >= _EARLIEST and timedelta() < last - first <= most


def usable(partner: Partner) -> PartnerKey:
    """The newest key of the other side, to seal to.

    Raises:
        Refused: none is registered, or all have run out.
    """
    now = timezone.now()
    found = partner.keys.filter(revoked_at=None, valid_from__lte=now + SKEW, valid_to__gt=now).first()
    if found is None:
        raise Refused(
            f"没有登记“{partner.node.name}”可用的公钥，或公钥已停用、已过期、尚未启用。请取得对方的公钥文件并登记。",
            "no-partner-key",
        )
    return found


def check(partner: Partner, fingerprint: str, text: bytes, signature: str, signed_at: datetime) -> PartnerKey:
    """The key that has signed a text.

    Raises:
        Refused: it does not hold, or the text was changed.
    """
    key = holding(partner, fingerprint, signed_at)
    try:
        Ed25519PublicKey.from_public_bytes(decoded(key.signing)).verify(decoded(signature), text)
    except (InvalidSignature, ValueError):
        raise Refused("签名不符：内容在途中被改动，或不是对方所发。请对方重新发送。", "signature") from None
    return key


def holding(partner: Partner, fingerprint: str, signed_at: datetime) -> PartnerKey:
    """The key of this fingerprint, if what it signed at that moment is taken now.

    Raises:
        Refused: it is not known (any more), was revoked since, was not valid then, or has run out since.
    """
    named = _FINGERPRINT.fullmatch(fingerprint)  # another text may be one that no database takes
    key = partner.keys.filter(fingerprint=fingerprint).first() if named else None
    if key is None:
        raise Refused(
            f"签名所用的密钥没有登记为“{partner.node.name}”的公钥。请核对对方指纹，在“数据报送—密钥”中登记后请对方重新发送；"
            "登记前已被拒绝的，请对方重新生成。",
            "unknown-key",
            final=False,
        )
    remedy = f"请“{partner.node.name}”更换密钥，把新公钥在本系统的“数据报送—密钥”中登记后，重新生成数据包。"
    if key.revoked_at is not None:
        raise Refused(f"签名所用的密钥已停用。{remedy}", "revoked-key")
    if not key.valid_from <= signed_at <= key.valid_to or timezone.now() > key.valid_to:
        until = f"{timezone.localtime(key.valid_to):%Y-%m-%d}"
        raise Refused(f"签名所用的密钥已过期或尚未启用（有效期至 {until}）。{remedy}", "expired-key")
    return key


def encoded(data: bytes) -> str:
    """Bytes as text."""
    return base64.b64encode(data).decode("ascii")


def decoded(text: str) -> bytes:
    """Bytes of a text; ValueError if it is none."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, TypeError) as error:
        raise ValueError("no base64") from error
