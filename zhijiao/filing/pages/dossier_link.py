"""Where the dossier of a record is, for whatever page or search leads to records.

A form has dossiers when other forms refer to its records: a teacher, a student, a class, a major, an enterprise.
"""

from functools import lru_cache

from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.filing.schema.form import Form
from zhijiao.kit.addresses import address_of

_NO_RECORD = 0


def has_dossier(form: FormLike) -> bool:
    """Whether the records of a form are what others tell of."""
    return isinstance(form, Form) and form.has_dossier


def dossier_url(form: FormLike | str, record_id: int) -> str:
    """Path of the dossier of a record; empty where its form has none. Actors above the school add ``?school=``."""
    ends = _ends(form if isinstance(form, str) else form.key)
    return f"{record_id}".join(ends) if ends else ""


@lru_cache(maxsize=512)
def _ends(form_key: str) -> tuple[str, str] | None:
    if not has_dossier(registry.get(form_key)):
        return None
    before, after = address_of("filing:dossier", form_key, _NO_RECORD).split(f"/{_NO_RECORD}/")
    return f"{before}/", f"/{after}"
