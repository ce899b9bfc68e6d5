"""The field classes of a form's declaration: each item's facts, written once.

Every class is a Django field that also carries what a clerk, a template and a check need to know: label,
note (指标注释), unit, example, source. Behaviour (parsing, display, filtering) lives in the matching class of
:mod:`zhijiao.filing.columns`. Facts never reach a migration, so a change of wording changes no schema.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models.lookups import Exact

from zhijiao.filing import columns

BLIND_SUFFIX = "_blind"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one item (指标) besides its storage."""

    label: str = ""
    note: str = ""
    unit: str = ""
    example: Any = None
    source: str = ""
    required: bool = True
    optional_for: tuple[str, ...] = ()
    private: str = ""
    exact: bool = False
    search: bool = False
    max_length: int | None = None
    min: Any = None
    max: Any = None
    pattern: tuple[str, str] | None = None
    check: Callable[[str], str | None] | None = None
    after: str = ""
    before: str = ""
    default: Any = None
    table: str = ""
    wide: bool = False


def _token_length(characters: int) -> int:
    """Length of the ciphertext of so many characters: UTF-8, nonce and tag, base64, prefix."""
    return (3 * characters + 28) * 4 // 3 + 24


class FormField:
    """Mixin of all form fields: takes the facts out of the arguments and keeps them out of migrations.

    ``blank=True`` means 非必填; ``optional_for`` names school types that may leave a required item empty.
    The database column is always nullable, because records synchronised from elsewhere may have gaps.
    """

    column_class: type = columns.TextColumn
    stored_as: type[models.Field] = models.CharField
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

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe the plain Django field this one is stored as, without wording."""
        name, _path, args, kwargs = super().deconstruct()
        for wording in ("verbose_name", "help_text", "choices"):
            kwargs.pop(wording, None)
        return name, f"django.db.models.{self.stored_as.__name__}", args, kwargs

    def clone(self) -> models.Field:
        """The plain field of the same storage: migrations compare storage, and know no facts."""
        _, _, args, kwargs = self.deconstruct()
        return self.stored_as(*args, **kwargs)

    def contribute_to_class(self, cls: type[models.Model], name: str, **kwargs: Any) -> None:
        """Join the model; a private item with exact search brings its blind-index column along."""
        super().contribute_to_class(cls, name, **kwargs)
        if self.facts.private and self.facts.exact and not cls._meta.abstract:
            blind = models.CharField(max_length=32, null=True, blank=True, editable=False)
            blind.contribute_to_class(cls, name + BLIND_SUFFIX)


class Text(FormField, models.CharField):
    """One line of text, at most ``max_length`` characters."""

    fixed = {"max_length": 60}


class LongText(FormField, models.CharField):
    """Several lines of text."""

    column_class = columns.LongTextColumn
    fixed = {"max_length": 500}


class Phone(FormField, models.CharField):
    """A mobile or fixed-line number; private unless said otherwise."""

    fixed = {"max_length": 30}

    def __init__(self, label: str = "", **options: Any) -> None:
        options.setdefault("private", "phone")
        options.setdefault("check", columns.check_phone)
        super().__init__(label, **options)


class Email(FormField, models.CharField):
    """An e-mail address."""

    fixed = {"max_length": 80}

    def __init__(self, label: str = "", **options: Any) -> None:
        options.setdefault("check", columns.check_email)
        super().__init__(label, **options)


class IdNumber(FormField, models.CharField):
    """证件号码: private, exactly searchable. Agreement with type, birth date and sex is a check of the form."""

    column_class = columns.IdNumberColumn
    fixed = {"max_length": 30}

    def __init__(self, label: str = "", **options: Any) -> None:
        options.setdefault("private", "id")
        super().__init__(label, **options)


class Whole(FormField, models.IntegerField):
    """A whole number, between ``min`` and ``max`` where given."""

    column_class = columns.WholeColumn
    stored_as = models.IntegerField


class Count(Whole):
    """A number of persons or things: whole, not negative."""

    def __init__(self, label: str = "", **options: Any) -> None:
        options.setdefault("min", 0)
        options.setdefault("max", 99_999_999)
        super().__init__(label, **options)


class YearNo(Whole):
    """A year of four digits."""

    column_class = columns.YearColumn

    def __init__(self, label: str = "", **options: Any) -> None:
        options.setdefault("min", 1800)
        options.setdefault("max", 2100)
        super().__init__(label, **options)


class Number(FormField, models.DecimalField):
    """A decimal number with ``digits`` in all and ``places`` after the point."""

    column_class = columns.DecimalColumn
    stored_as = models.DecimalField

    def __init__(self, label: str = "", *, digits: int = 14, places: int = 2, **options: Any) -> None:
        options.setdefault("max_digits", digits)
        options.setdefault("decimal_places", places)
        super().__init__(label, **options)

    def column_options(self) -> dict[str, Any]:
        """Digits and places."""
        return {"digits": self.max_digits, "places": self.decimal_places}


class Money(Number):
    """An amount of money in 元 or 万元 (the unit says which), not negative unless ``min`` allows it."""

    column_class = columns.MoneyColumn

    def __init__(self, label: str = "", **options: Any) -> None:
        options.setdefault("unit", "元")
        options.setdefault("min", 0)
        super().__init__(label, **options)


class Area(Number):
    """An area in 平方米, not negative."""

    column_class = columns.AreaColumn

    def __init__(self, label: str = "", **options: Any) -> None:
        options.setdefault("unit", "平方米")
        options.setdefault("min", 0)
        super().__init__(label, **options)


class Date(FormField, models.DateField):
    """A day."""

    column_class = columns.DateColumn
    stored_as = models.DateField


class Month(FormField, models.CharField):
    """年月, stored as ``YYYY-MM``."""

    column_class = columns.MonthColumn
    fixed = {"max_length": 7}


class Code(FormField, models.CharField):
    """One value of a national code table, stored as its code."""

    column_class = columns.CodeColumn
    fixed = {"max_length": 20}

    def __init__(self, label: str = "", table: str = "", **options: Any) -> None:
        super().__init__(label, table=table, **options)


class Codes(FormField, models.CharField):
    """Several values of a code table, stored as codes with commas between."""

    column_class = columns.CodesColumn
    fixed = {"max_length": 400}

    def __init__(self, label: str = "", table: str = "", **options: Any) -> None:
        super().__init__(label, table=table, **options)


class Region(Code):
    """行政区划, GB/T 2260."""

    column_class = columns.RegionColumn
    fixed = {"max_length": 6}

    def __init__(self, label: str = "", **options: Any) -> None:
        options.setdefault("table", "regions")
        super().__init__(label, **options)


class Flag(FormField, models.BooleanField):
    """是/否."""

    column_class = columns.FlagColumn
    stored_as = models.BooleanField


class Ref(FormField, models.ForeignKey):
    """A record of another form of the same school; it cannot be deleted while it is referred to.

    ``reverse`` names the way back for Lookups of the other form, where each of its records has at most one row here.
    """

    column_class = columns.RefColumn
    stored_as = models.ForeignKey

    def __init__(self, label: str = "", to: Any = None, **options: Any) -> None:
        options.setdefault("on_delete", models.PROTECT)
        options.setdefault("related_name", options.pop("reverse", None) or "+")
        options.setdefault("db_index", False)
        super().__init__(label, to=to, **options)

    def get_extra_restriction(self, alias: str | None, related_alias: str | None) -> Exact | None:
        """Every join through a reference, in either direction, stays inside the school.

        So it can use the keys and indexes that begin with the school, and tables may be distributed by it.
        """
        if alias is None or related_alias is None:
            return None
        own = self.model._meta.get_field("school").get_col(related_alias)
        return Exact(own, self.remote_field.model._meta.get_field("school").get_col(alias))

    def column_options(self) -> dict[str, Any]:
        """The form referred to."""
        return {"target": self.remote_field.model}


def _next_place() -> int:
    """Draw from Django's own counter, so that lookups keep their place among the fields of the class body."""
    models.Field.creation_counter += 1
    return models.Field.creation_counter - 1


@dataclass(frozen=True)
class Lookup:
    """An item read through another and never stored: ``company.nature`` of a Ref, ``major.category_name`` of a Code.

    With ``verify`` a filled cell of an uploaded sheet must agree with what the reference says.
    """

    label: str
    path: str
    note: str = ""
    source: str = ""
    verify: bool = False
    order: int = field(default_factory=_next_place)
