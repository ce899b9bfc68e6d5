"""Everything a module needs to declare its forms; modules import from here and from nowhere else in the engine."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhijiao.catalogue.tables import table as code_table
from zhijiao.filing.schema.base_records import AnnualRecord, CalendarRecord, Record, TermRecord
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.filing.schema.declaration import Declaration
from zhijiao.filing.schema.fields import (
    Area,
    Code,
    Codes,
    Count,
    Date,
    Email,
    File,
    Flag,
    IdNumber,
    LongText,
    Money,
    Month,
    Number,
    PersonName,
    Phone,
    PrivateMoney,
    Ref,
    Region,
    RichText,
    State,
    Text,
    Whole,
    YearNo,
)
from zhijiao.filing.schema.frame import Frame
from zhijiao.filing.schema.lookups import Lookup
from zhijiao.filing.schema.preparations import Preparation
from zhijiao.filing.schema.presence import Presence, Turns
from zhijiao.filing.schema.rolls import Roll
from zhijiao.filing.schema.row_checks import (
    Check,
    Condition,
    IdNumberAgrees,
    InOrder,
    NotLess,
    OneOf,
    RequiredIf,
    RowCheck,
    SumOf,
    WithinPeriod,
)
from zhijiao.filing.schema.summaries import Item, Reader, Summary, SummaryRow
from zhijiao.filing.schema.workflow import Workflow
from zhijiao.kit.credit import check_credit_code, check_org_code
from zhijiao.kit.identity import check_id_number
from zhijiao.kit.isbn import check_isbn
from zhijiao.kit.moments import Moment
from zhijiao.kit.periods import Period
from zhijiao.kit.school_code import check_school_code
from zhijiao.kit.week_slots import Slot, meetings

__all__ = [
    "AnnualRecord",
    "Area",
    "CalendarRecord",
    "Check",
    "Code",
    "Codes",
    "Condition",
    "Count",
    "Date",
    "Declaration",
    "Email",
    "Exists",
    "File",
    "Flag",
    "FormLike",
    "Frame",
    "IdNumber",
    "IdNumberAgrees",
    "InOrder",
    "Item",
    "LongText",
    "Lookup",
    "Moment",
    "Money",
    "Month",
    "NotLess",
    "Number",
    "OneOf",
    "OuterRef",
    "Period",
    "PersonName",
    "Phone",
    "Presence",
    "Preparation",
    "PrivateMoney",
    "Q",
    "QuerySet",
    "Reader",
    "Record",
    "Ref",
    "Region",
    "RequiredIf",
    "RichText",
    "Roll",
    "RowCheck",
    "Slot",
    "State",
    "SumOf",
    "Summary",
    "SummaryRow",
    "TermRecord",
    "Text",
    "Turns",
    "Whole",
    "WithinPeriod",
    "Workflow",
    "YearNo",
    "check_credit_code",
    "check_id_number",
    "check_isbn",
    "check_org_code",
    "check_school_code",
    "code_table",
    "meetings",
]
