"""Masked forms of private values, for screens and exports of people who may not see them."""

_HIDDEN = "******"


def mask(kind: str, text: str | None) -> str:
    """What may be shown of a private value; "" for an empty one.

    Kinds: id and phone keep the first 3 and last 4 characters, account the last 4, address the first 6, name the
    first one, text nothing. Values too short to hide anything are hidden whole.
    """
    if not text:
        return ""
    return _MASKS[kind](text)


def _ends(text: str) -> str:
    """First three and last four characters, a star for each between."""
    return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}" if len(text) >= 10 else _HIDDEN


def _account(text: str) -> str:
    """The last four characters."""
    return _HIDDEN + text[-4:] if len(text) >= 8 else _HIDDEN


def _address(text: str) -> str:
    """The first six characters: province and city, as a rule."""
    return text[:6] + _HIDDEN if len(text) >= 10 else _HIDDEN


def _name(text: str) -> str:
    """The first character, a star for each other."""
    return text[0] + "*" * (len(text) - 1) if len(text) > 1 else "*"


_MASKS = {
    "id": _ends,
    "phone": _ends,
    "account": _account,
    "address": _address,
    "name": _name,
    "text": lambda text: _HIDDEN,
}
KINDS = frozenset(_MASKS)
