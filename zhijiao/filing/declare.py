"""Everything a module needs to declare its forms; modules import from here and from nowhere else in the engine."""

from zhijiao.filing.checks import Check, IdNumberAgrees, InOrder, NotLess, OneOf, RequiredIf, RowCheck, SumOf
from zhijiao.filing.declaration import Declaration
from zhijiao.filing.fields import (
    Area,
    Code,
    Codes,
    Count,
    Date,
    Email,
    Flag,
    IdNumber,
    LongText,
    Lookup,
    Money,
    Month,
    Number,
    Phone,
    Ref,
    Region,
    Text,
    Whole,
    YearNo,
)
from zhijiao.filing.records import AnnualRecord, CalendarRecord, Record, TermRecord
from zhijiao.filing.summaries import Item, Reader, Summary, SummaryRow
from zhijiao.kit.credit import check_credit_code, check_org_code
from zhijiao.kit.identity import check_id_number
from zhijiao.kit.periods import Period
from zhijiao.kit.school_code import check_school_code

__all__ = [
    "AnnualRecord",
    "Area",
    "CalendarRecord",
    "Check",
    "Code",
    "Codes",
    "Count",
    "Date",
    "Declaration",
    "Email",
    "Flag",
    "IdNumber",
    "IdNumberAgrees",
    "InOrder",
    "Item",
    "LongText",
    "Lookup",
    "Money",
    "Month",
    "NotLess",
    "Number",
    "OneOf",
    "Period",
    "Phone",
    "Reader",
    "Record",
    "Ref",
    "Region",
    "RequiredIf",
    "RowCheck",
    "SumOf",
    "Summary",
    "SummaryRow",
    "TermRecord",
    "Text",
    "Whole",
    "YearNo",
    "check_credit_code",
    "check_id_number",
    "check_org_code",
    "check_school_code",
]
