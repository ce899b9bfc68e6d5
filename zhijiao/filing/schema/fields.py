"""The field classes of a form's declaration: each item's facts, written once.

Every class is a Django field that also carries what a clerk, a template and a check need to know: label,
note (指标注释), unit, example, source. Behaviour (parsing, display, filtering) lives in the matching class of
:mod:`zhijiao.filing.schema.columns.base`. Facts never reach a migration, so a change of wording changes no schema.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import models

from zhijiao.attachments.kinds import KINDS, SCANS
from zhijiao.filing.schema.columns import codes, dates, files, numbers, refs, rich_text, states, text
from zhijiao.filing.schema.facts import BLIND_SUFFIX, Facts
from zhijiao.orgs.school_key import SchoolForeignKey


def _token_length(characters: int) -> int:
    """Length of the ciphertext of so many characters: UTF-8, nonce and tag, base64, prefix."""
    return (3 * characters + 28) * 4 // 3 + 24


MOST_MB = 20
"""What one request may bring; see `UPLOAD_MAX_BYTES`."""

if TYPE_CHECKING:
    # Every form field is one of Django's besides; what the mixin calls and overrides is a field's.
    _AnyField = models.Field[Any, Any]
else:
    _AnyField = object


class FormField(_AnyField):
    """Mixin of all form fields: takes the facts out of the arguments and keeps them out of migrations.

    ``blank=True`` means 非必填; ``optional_for`` names school types that may leave a required item empty.
    The database column is always nullable, because records synchronised from elsewhere may have gaps.
    """

    column_class: type = text.TextColumn
    stored_as: type[models.Field[Any, Any]] = models.CharField
    fixed: dict[str, Any] = {}

    def __init__(self, label: str = "", *, blank: bool = False, **options: Any) -> None:
        names = Facts.__dataclass_fields__.keys() - {"label", "required", "max_length"}
        facts = {name: options.pop(name) for name in list(options) if name in names}
        if facts.get("private") in ("id", "phone", "account"):
            facts.setdefault("exact", True)
        for name, value in self.fixed.items():
            options.setdefault(name, value)
        length = options.get("max_length")
        self.facts = Facts(label=label, required=not blank, max_length=length, **facts)
        if self.facts.private and length:
            options["max_length"] = _token_length(length)
        options.setdefault("null", True)
        options.setdefault("verbose_name", label or None)
        super().__init__(blank=True, **options)

    def column_options(self) -> dict[str, Any]:
        """What the column needs to know besides the facts."""
        return {}

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Describe the plain Django field this one is stored as, without wording."""
        name, _path, args, kwargs = super().deconstruct()
        for wording in ("verbose_name", "help_text", "choices"):
            kwargs.pop(wording, None)
        return name, f"django.db.models.{self.stored_as.__name__}", args, kwargs

    def clone(self) -> Any:
        """The plain field of the same storage: migrations compare storage, and know no facts."""
        _, _, args, kwargs = self.deconstruct()
        return self.stored_as(*args, **kwargs)

    def contribute_to_class(self, cls: type[models.Model], name: str, *args: Any, **kwargs: Any) -> None:
        """Join the model; a private item with exact search brings its blind-index column along."""
        super().contribute_to_class(cls, name, *args, **kwargs)
        if self.facts.private and self.facts.exact and not cls._meta.abstract:
            blind = models.CharField(max_length=32, null=True, blank=True, editable=False)
            blind.contribute_to_class(cls, name + BLIND_SUFFIX)


class Text(FormField, models.CharField):
    """One line of text, at most ``max_length`` characters."""

    fixed = {"max_length": 60}


class PersonName(FormField, models.CharField):
    """The name of one person."""

    column_class = text.NameColumn
    fixed = {"max_length": 36}


class LongText(FormField, models.CharField):
    """Several lines of text."""

    column_class = text.LongTextColumn
    fixed = {"max_length": 500}


class RichText(FormField, models.TextField):
    """Text with headings, lists, tables and pictures; at most ``max_length`` characters, marks not counted."""

    column_class = rich_text.RichTextColumn
    stored_as = models.TextField
    fixed = {"max_length": 1000}


class Phone(FormField, models.CharField):
    """A mobile or fixed-line number; private unless said otherwise."""

    fixed = {"max_length": 30}

    def __init__(self, label: str = "", **options: Any) -> None:
        options.setdefault("private", "phone")
        options.setdefault("check", text.check_phone)
        super().__init__(label, **options)


class Email(FormField, models.CharField):
    """An e-mail address."""

    fixed = {"max_length": 80}

    def __init__(self, label: str = "", **options: Any) -> None:
        options.setdefault("check", text.check_email)
        super().__init__(label, **options)


class IdNumber(FormField, models.CharField):
    """证件号码: private, exactly searchable. Agreement with type, birth date and sex is a check of the form."""

    column_class = text.IdNumberColumn
    fixed = {"max_length": 30}

    def __init__(self, label: str = "", **options: Any) -> None:
        options.setdefault("private", "id")
        super().__init__(label, **options)


class Whole(FormField, models.IntegerField):
    """A whole number, between ``min`` and ``max`` where given."""

    column_class = numbers.WholeColumn
    stored_as = models.IntegerField


class Count(Whole):
    """A number of persons or things: whole, not negative."""

    def __init__(self, label: str = "", **options: Any) -> None:
        options.setdefault("min", 0)
        options.setdefault("max", 99_999_999)
        super().__init__(label, **options)


class YearNo(Whole):
    """A year of four digits."""

    column_class = numbers.YearColumn

    def __init__(self, label: str = "", **options: Any) -> None:
        options.setdefault("min", 1800)
        options.setdefault("max", 2100)
        super().__init__(label, **options)


class Number(FormField, models.DecimalField):
    """A decimal number with ``digits`` in all and ``places`` after the point."""

    column_class = numbers.DecimalColumn
    stored_as = models.DecimalField

    def __init__(self, label: str = "", *, digits: int = 14, places: int = 2, **options: Any) -> None:
        options.setdefault("max_digits", digits)
        options.setdefault("decimal_places", places)
        super().__init__(label, **options)

    def column_options(self) -> dict[str, Any]:
        return {"digits": self.max_digits, "places": self.decimal_places}


class Money(Number):
    """An amount of money in 元 or 万元 (the unit says which), not negative unless ``min`` allows it."""

    column_class = numbers.MoneyColumn

    def __init__(self, label: str = "", **options: Any) -> None:
        options.setdefault("unit", "元")
        options.setdefault("min", 0)
        super().__init__(label, **options)


class PrivateMoney(FormField, models.CharField):
    """An amount of money that is nobody's business; what is stored is the encrypted text of it."""

    column_class = numbers.MoneyColumn
    fixed = {"max_length": 20}

    def __init__(self, label: str = "", **options: Any) -> None:
        options.setdefault("unit", "元")
        options.setdefault("min", 0)
        options.setdefault("private", "text")
        super().__init__(label, **options)

    def column_options(self) -> dict[str, Any]:
        """Digits and places, as of other amounts."""
        return {"digits": 14, "places": 2}


class Area(Number):
    """An area in 平方米, not negative."""

    column_class = numbers.AreaColumn

    def __init__(self, label: str = "", **options: Any) -> None:
        options.setdefault("unit", "平方米")
        options.setdefault("min", 0)
        super().__init__(label, **options)


class Date(FormField, models.DateField):
    """A day; ``before`` and ``after`` name another day of the row, or ``today``."""

    column_class = dates.DateColumn
    stored_as = models.DateField


class Month(FormField, models.CharField):
    """年月, stored as ``YYYY-MM``."""

    column_class = dates.MonthColumn
    fixed = {"max_length": 7}


class Code(FormField, models.CharField):
    """One value of a national code table, stored as its code."""

    column_class = codes.CodeColumn
    fixed = {"max_length": 20}

    def __init__(self, label: str = "", table: str = "", **options: Any) -> None:
        super().__init__(label, table=table, **options)


class State(Code):
    """Where a record stands in its workflow, by a code table; begins with ``default`` and is typed by nobody."""

    column_class = states.StateColumn

    def __init__(self, label: str = "", table: str = "", **options: Any) -> None:
        super().__init__(label, table, blank=True, **options)


class Codes(FormField, models.CharField):
    """Several values of a code table, stored as codes with commas between."""

    column_class = codes.CodesColumn
    fixed = {"max_length": 400}

    def __init__(self, label: str = "", table: str = "", **options: Any) -> None:
        super().__init__(label, table=table, **options)


class Region(Code):
    """行政区划, GB/T 2260."""

    column_class = codes.RegionColumn
    fixed = {"max_length": 6}

    def __init__(self, label: str = "", **options: Any) -> None:
        options.setdefault("table", "regions")
        super().__init__(label, **options)


class Flag(FormField, models.BooleanField):
    """是/否."""

    column_class = codes.FlagColumn
    stored_as = models.BooleanField


class File(FormField, models.TextField):
    """Files that belong to the record: of the kinds ``accepts``, at most ``most``, each of at most ``most_mb`` MB.

    ``private=True`` hides names and content behind the data password and a reason.
    """

    column_class = files.FileColumn
    stored_as = models.TextField

    def __init__(
        self,
        label: str = "",
        *,
        accepts: Sequence[str] = SCANS,
        most: int = 1,
        most_mb: int = 10,
        private: bool = False,
        **options: Any,
    ) -> None:
        if not set(accepts) <= KINDS.keys() or not 0 < most_mb <= MOST_MB:
            raise ValueError(f"accepts= takes {sorted(KINDS)}, most_mb= at most {MOST_MB}")
        self._limits = {"accepts": tuple(accepts), "most": most, "most_mb": most_mb}
        super().__init__(label, private="file" if private else "", **options)

    def column_options(self) -> dict[str, Any]:
        """Which files can be uploaded."""
        return self._limits


class Ref(FormField, SchoolForeignKey):
    """A record of another form of the same school; it cannot be deleted while it is referred to.

    ``reverse`` names the way back for Lookups of the other form, where each of its records has at most one row here.
    """

    column_class = refs.RefColumn
    stored_as = models.ForeignKey

    def __init__(self, label: str = "", to: Any = None, **options: Any) -> None:
        options.setdefault("on_delete", models.PROTECT)
        options.setdefault("related_name", options.pop("reverse", None) or "+")
        options.setdefault("db_index", False)
        super().__init__(label, to=to, **options)

    def column_options(self) -> dict[str, Any]:
        return {"target": self.remote_field.model}
