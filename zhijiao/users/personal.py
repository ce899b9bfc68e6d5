"""Private facts of the person behind an account: telephone and identity document, stored encrypted."""

from django.core.exceptions import ValidationError

from zhijiao.catalogue.tables import table
from zhijiao.identity.models import User
from zhijiao.kit.identity import check_id_number, normal_id_number
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school
from zhijiao.private.masks import mask
from zhijiao.signin.models import Authenticator

ID_CARD = "1"
_LONGEST = 40


def document_types() -> list[tuple[str, str]]:
    """Codes and names of identity documents (JY/T 1001-2012 SFZJLX and later ones)."""
    return [(code, name) for code, name, _ in table("id_document_type").choices()]


def checked_document(kind: str, number: str) -> str:
    """The number as it is stored. Raises ValidationError by field; the messages never repeat the number."""
    number = normal_id_number(number)
    if number and not kind:
        raise ValidationError({"document_type": "填了证件号，请选择证件类型。"})
    if kind and kind not in dict(document_types()):
        raise ValidationError({"document_type": "没有这种证件类型，请重新选择。"})
    if kind == ID_CARD and number and (reason := check_id_number(number)):
        raise ValidationError({"document_number": f"{reason}。"})
    if len(number) > _LONGEST:
        raise ValidationError({"document_number": f"证件号最多 {_LONGEST} 个字符，请核对。"})
    return number


def seal(org: Org, text: str) -> str:
    """The token under which a private text of an account of `org` is stored; empty for an empty text."""
    text = fold(text)
    return for_school(org.pk).encrypt_filled(text) if text else ""


def shown_phone(user: User) -> str:
    """The telephone number in plain text; mask it before showing."""
    return for_school(user.org_id).decrypt_filled(user.phone) if user.phone else ""


def shown_document(user: User) -> str:
    """The document number in plain text; mask it before showing."""
    return for_school(user.org_id).decrypt_filled(user.document_number) if user.document_number else ""


def masked(user: User) -> dict[str, str]:
    """What a page may show of the private facts, by the name of the field."""
    phone, number = shown_phone(user), shown_document(user)
    return {
        "phone": mask("phone", phone) if phone else "",
        "document_number": mask("id", number) if number else "",
    }


def reseal(user: User, org: Org) -> None:
    """Encrypt the private facts anew for another node and put the account there; the caller saves roles.

    Call it for each account when schools merge or split: what is encrypted for one node opens in no other.
    """
    app = Authenticator.objects.filter(user=user).first()
    plain = [shown_phone(user), shown_document(user)]
    secret = for_school(user.org_id).decrypt_filled(app.secret) if app else ""
    user.org = org
    user.phone, user.document_number = (seal(org, text) for text in plain)
    user.save(update_fields=["org", "phone", "document_number", "updated_at"])
    if app:
        app.secret = seal(org, secret)
        app.save(update_fields=["secret"])
