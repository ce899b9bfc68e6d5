"""Judgements over one row that only the forms of 综合信息 need; each is true of a good row."""

from datetime import date, timedelta
from decimal import Decimal

from zhijiao.filing.declare import Check, FormLike, Frame, check_id_number, code_table
from zhijiao.modules.general.documents import patent_kind, patent_year

EARLIEST_BIRTH = date(1900, 1, 1)
OUTSIDE_TEACHERS = ("50", "51", "52", "53", "54", "59")
WORKING_AGE = 18
YOUNGEST_GRADUATE = 15
YOUNGEST_STUDENT = 10
LONGEST_PROGRAMME = 6
INTERRUPTED_STATUS = ("02", "05", "16")
CHINA = "CHN"
ADDED_IN_2019 = "1"
OF_CHINESE = ("birthplace", "native_place", "ethnic_group", "hukou_region", "hukou_type")
"""What is asked of citizens alone: foreigners have neither, and no code of the tables would fit."""
DOUBLE_QUALIFIED = "1"
RECOGNITION_ENDED = ("4", "5")
VOCATIONAL = ("2", "3")
ONE_PLUS_X = "3"
MOST_HOURS_A_DAY = 12
LATE_ELECTION = timedelta(days=366)
FITNESS_FROM = (("1", 90), ("2", 80), ("3", 60), ("4", 0))
NOT_EXCELLENT = ("1", "2")
FAILED = "4"


def age_on(birth: date, day: date) -> int:
    """Full years of age on a day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def is_adult(birth: date) -> bool:
    """Old enough to be employed: 18 today."""
    return age_on(birth, date.today()) >= WORKING_AGE


def is_school_age(birth: date) -> bool:
    """Old enough for a secondary school today; adults of any age may learn there."""
    return age_on(birth, date.today()) >= YOUNGEST_STUDENT


def not_in_future(day: date) -> bool:
    """The day has come."""
    return day <= date.today()


def past_childhood(birth: date, month: str) -> bool:
    """``month`` (YYYY-MM) lies at least fifteen years after birth."""
    return int(month[:4]) - birth.year >= YOUNGEST_GRADUATE


def outside_teacher_is_part_time(category: str, is_part_time: bool) -> bool:
    """聘请校外教师 are part-time teachers."""
    return is_part_time or category not in OUTSIDE_TEACHERS


def formed_with_grade(grade: int, formed: str) -> bool:
    """A class is not formed (YYYY-MM) before the year its grade entered the school."""
    return int(formed[:4]) >= grade


class OffCatalogue(Check):
    """A major entered by hand is in neither catalogue, and nothing is entered by hand beside a major of one."""

    def __init__(self) -> None:
        super().__init__("code", "off_catalogue", "own_name", "own_code")

    def run(self, frame: Frame) -> None:
        """Compares names and codes with the catalogues and with the names known of 2019."""
        columns, table = frame.form.columns, code_table("majors")
        names = {entry.name for entry in table.entries.values() if not entry.heading}
        known = {entry.name for entry in code_table("majors_2019").entries.values()}
        rows = zip(*(frame.values[name] for name in self.fields), strict=True)
        for i, (code, kind, name, own) in enumerate(rows):
            if code is not None and (kind or name or own):
                said = "已选目录中的专业，不再填写目录外专业"
                frame.problem(
                    i, columns["off_catalogue"], said, "请清空专业名称，或清空目录外三项", code="row"
                )
                continue
            if own in table.entries:
                said = f"{own} 是目录中“{table.name(own)}”的代码"
                frame.problem(i, columns["own_code"], said, "请直接在“专业名称”中选择", code="row")
            elif name in names and name not in known:
                said = "目录中有这个专业"
                frame.problem(i, columns["own_name"], said, "请直接在“专业名称”中选择", code="row")
            elif kind is not None and kind != ADDED_IN_2019 and name in known:
                said = "这是2019年增补专业"
                frame.problem(i, columns["off_catalogue"], said, "请改选“2019年增补专业”", code="row")

    def demand(self, form: FormLike) -> str:
        name, own = form.columns["code"].label, form.columns["own_name"].label
        return f"目录中的专业在“{name}”中选择；“{own}”只填目录外的专业，两者不同时填写"


class WithinLongestProgramme(Check):
    """Nobody studies for more than six years, but whoever interrupts it: for service in the army, above all."""

    def __init__(self) -> None:
        super().__init__("admitted", "expected", "status", "remarks")

    def run(self, frame: Frame) -> None:
        """Interrupted studies may take twice as long."""
        column = frame.form.columns["expected"]
        rows = zip(*(frame.values[name] for name in self.fields), strict=True)
        for i, (admitted, expected, status, remarks) in enumerate(rows):
            if admitted is None or expected is None:
                continue
            interrupted = status in INTERRUPTED_STATUS or bool(remarks)
            most = LONGEST_PROGRAMME * (2 if interrupted else 1)
            if int(expected[:4]) - int(admitted[:4]) > most:
                said = f"预计毕业年月距入学超过{most}年"
                remedy = "请按入学年月加学制推算"
                if not interrupted:
                    remedy += "；休学、参军后复学的请在“备注”中写明起止时间"
                frame.problem(i, column, said, remedy, code="row")

    def demand(self, form: FormLike) -> str:
        expected, admitted = form.columns["expected"].label, form.columns["admitted"].label
        return f"“{expected}”距“{admitted}”不超过 {LONGEST_PROGRAMME} 年，休学、参军后复学的在“备注”中写明起止时间"


def within_aid_year(year: int, paid: date) -> bool:
    """Aid of a school year is paid between its 1 September and the 31 August two years on (late payments)."""
    return date(year, 9, 1) <= paid < date(year + 2, 9, 1)


def parts_within(whole: Decimal, *parts: Decimal) -> bool:
    """Parts that need not fill the whole, but may not exceed it together."""
    return sum(parts) <= whole


class PartsWithin(Check):
    """The parts of an amount that are named do not exceed it together; those left empty count as nothing."""

    def __init__(self, whole: str, *parts: str) -> None:
        super().__init__(whole, *parts)
        self.whole, self.within = whole, parts

    def run(self, frame: Frame) -> None:
        """Shown at the whole, with the sum."""
        columns = [frame.form.columns[name] for name in self.fields]
        names = "、".join(column.label.removeprefix("其中：") for column in columns[1:])
        rows = zip(*(frame.values[name] for name in self.fields), strict=True)
        for i, (whole, *parts) in enumerate(rows):
            summed = sum(part for part in parts if part is not None)
            if whole is not None and summed > whole:
                said = f"小于{names}之和（{columns[0].text(summed)}{columns[0].unit}）"
                frame.problem(i, columns[0], said, "请核对各项数值", code="sum")

    def demand(self, form: FormLike) -> str:
        whole, *parts = (f"“{form.columns[name].label}”" for name in self.fields)
        return f"{'、'.join(parts)}之和不能大于{whole}"


def roll_number_reason(text: str) -> str | None:
    """Reason why a text is no 学籍号, or None: G (formal) and a good ID number, or L (temporary) and 18 characters.

    The form of 中小学生学籍管理办法 (教基一〔2013〕7号); that secondary vocational schools use it rests on knowledge.
    """
    head, rest = text[:1].upper(), text[1:].upper()
    if head not in ("G", "L") or len(rest) != 18 or not (rest.isascii() and rest.isalnum()):
        return "学籍号应为字母G（正式）或L（临时）加18位，共19位，请从学籍系统导出的名册中复制"
    return check_id_number(rest) if head == "G" else None


def only_double_qualified(kind: str, level: str) -> bool:
    """Only 双师型 teachers have a level."""
    return kind == DOUBLE_QUALIFIED


def failed_is_not_current(outcome: str, current: bool) -> bool:
    """A recognition that was not confirmed, or was withdrawn, holds no longer."""
    return not (current and outcome in RECOGNITION_ENDED)


def vocational_by_kind(kind: str, is_vocational: bool) -> bool:
    """职业资格 and 职业技能等级 certificates are 职业资格证书, all others are not."""
    return is_vocational == (kind in VOCATIONAL)


def only_one_plus_x(kind: str, level: str) -> bool:
    """Only 1+X certificates have a 1+X level."""
    return kind == ONE_PLUS_X


def source_only_with_money(fund: Decimal, source: str) -> bool:
    """Money that comes from somewhere is more than none."""
    return fund > 0


def kind_of_patent_number(number: str, kind: str) -> bool:
    """The kind of a patent is the one its number tells; foreign numbers tell none."""
    return patent_kind(number) in ("", kind)


def year_of_patent_number(number: str, applied: date) -> bool:
    """A patent's number begins with the year of its application."""
    return patent_year(number) in (None, applied.year)


def hours_fit_days(started: date, ended: date, hours: int) -> bool:
    """No more than twelve hours of study a day."""
    return hours <= ((ended - started).days + 1) * MOST_HOURS_A_DAY


def days_within(started: date, ended: date, days: int) -> bool:
    """No more days than lie between two days, both included."""
    return days <= (ended - started).days + 1


def ended_is_not_current(ended: date, current: bool) -> bool:
    """An office whose term ended over a year ago is not held; elections may be late by a year."""
    return not (current and date.today() - ended > LATE_ELECTION)


def in_school_year(day: date, year: int) -> bool:
    """A day lies in the school year that begins on 1 September of ``year``."""
    return date(year, 9, 1) <= day < date(year + 1, 9, 1)


def fitness_by_score(score: Decimal, grade: str) -> bool:
    """The grade of physical fitness is the one the score gives."""
    return grade == next(code for code, least in FITNESS_FROM if score >= least)


def good_needs_conduct(conduct: str, overall: str) -> bool:
    """Nobody whose conduct is 不合格 is 优秀 or 良好 on the whole."""
    return not (conduct == FAILED and overall in NOT_EXCELLENT)


def assessed_after_term_began(year: int, term: str, day: date) -> bool:
    """A term is not assessed before its first day: 1 September, or 1 February of the next year."""
    return day >= (date(year, 9, 1) if term == "1" else date(year + 1, 2, 1))
