"""Rules over what an enrolment says of grade, dates, length of study and catalogue."""

from collections import Counter
from collections.abc import Iterator

from zhijiao.modules.general.rules.names import CHANGE, ENROLMENT, MAJOR, ROLLS, ROOM, STATISTICS, STUDENT
from zhijiao.quality.declare import (
    EXPERIENCE,
    Count,
    Exists,
    F,
    Hit,
    OuterRef,
    QuerySet,
    RuleData,
    rule,
    year_of_month,
)

AUTUMN = 9
MOVED = ("02", "03", "12", "15", "17", "19", "22")
"""留级, 降级, 复学, 恢复入学资格, 恢复学籍, 保留学籍, 转入 (student_change): the grade is that of the present class."""

RESUMED = "05"
TRANSFERRED = ("09", "10")
"""外校转入, 恢复入学资格 (entrance_mode)."""

NEW_CATALOGUE_FROM = 2021
CODES_OF_2021 = "600000"
"""Codes of the catalogue of 2021 begin with 61 to 79, those of 2010 with 01 to 18."""

CATALOGUE = "《职业教育专业目录（2021年）》（教职成〔2021〕2号）"


@rule(
    "在读学生同名同出生日期",
    EXPERIENCE,
    form=STUDENT,
    column="name",
    office="教务（学籍）",
    reads=[ENROLMENT],
    source="项目扩展；《中等职业学校学生学籍管理办法》要求一人一籍",
    together=True,
    message="{rows} 名在读学生与另一名在读学生姓名和出生日期都相同",
    remedy="请打开记录核对是否一人登记了两次，重复的删除一条；确为不同的人请说明",
)
def student_twice(data: RuleData) -> Iterator[Hit]:
    """Two students of one name born on one day are most often one."""
    people = data.rows(STUDENT).filter(name__gt="", birth__isnull=False).order_by()
    grouped = people.values_list("school_id", "name", "birth").annotate(times=Count("pk"))
    names = {name for _, name, _, _ in grouped.filter(times__gt=1)}
    if not names:
        return
    rows = data.there(ENROLMENT, data.filing_day).filter(student__name__in=names).order_by()
    present = list(rows.values_list("school_id", "student__name", "student__birth", "student_id"))
    times = Counter((school, name, birth) for school, name, birth, _ in present)
    for school, name, birth, student in present:
        if birth and times[school, name, birth] > 1:
            yield Hit(school, student)


@rule(
    "年级与入学年份不一致",
    EXPERIENCE,
    form=ENROLMENT,
    column="grade",
    office="教务（学籍）",
    reads=[CHANGE],
    compares=(),
    source=ROLLS,
    message="年级 {grade} 级，{admitted} 入学",
    remedy="请核对年级与入学年月；留级、复学、转入的请在该生学籍信息下补录学籍异动，其他情形请说明",
)
def grade_of_admission(data: RuleData) -> Iterator[Hit]:
    """The grade is the year of entry; in spring one joins the grade of last autumn, or begins that of the year."""
    rows = data.there(ENROLMENT, data.filing_day).filter(grade__gt=0, admitted__isnull=False)
    moved = data.rows(CHANGE).filter(enrolment=OuterRef("pk"), kind__in=MOVED)
    rows = rows.exclude(Exists(moved)).exclude(status=RESUMED).exclude(entrance_mode__in=TRANSFERRED)
    rows = rows.annotate(entered=year_of_month("admitted")).exclude(grade=F("entered"))
    fetched = rows.values_list("school_id", "pk", "grade", "admitted")
    for school, pk, grade, admitted in fetched.iterator(chunk_size=2000):
        year, month = int(admitted[:4]), int(admitted[5:7])
        if grade != year and not (month < AUTUMN and grade == year - 1):
            yield Hit(school, pk, {"grade": grade, "admitted": admitted})


@rule(
    "超过预计毕业年月仍为在读",
    EXPERIENCE,
    form=ENROLMENT,
    column="expected",
    office="教务（学籍）",
    source=ROLLS,
    message="预计 {expected} 毕业，到本学年初仍为在读",
    remedy="已毕业、结业的请更新当前状态和离校年月；延长修业年限的请改正预计毕业年月或说明",
)
def enrolled_beyond_graduation(data: RuleData) -> QuerySet:
    """Whoever was to graduate before the year began has left by then."""
    return data.there(ENROLMENT, data.count_day).filter(expected__lt=f"{data.count_day:%Y-%m}")


@rule(
    "学生学制与所在班级不同",
    EXPERIENCE,
    form=ENROLMENT,
    column="length",
    office="教务（学籍）",
    reads=[ROOM],
    source=ROLLS,
    message="学生学制 {length} 年，所在班级“{school_class__name}”学制 {school_class__length} 年",
    remedy="请核对学生与班级的学制；不同学制合班上课的请说明",
)
def length_of_class(data: RuleData) -> QuerySet:
    """The students of a class study as long as the class."""
    rows = data.there(ENROLMENT, data.filing_day).filter(length__gt=0, school_class__length__gt=0)
    return rows.exclude(length=F("school_class__length"))


@rule(
    "班级学制与所属专业不同",
    EXPERIENCE,
    form=ROOM,
    column="length",
    office="教务（专业）",
    reads=[MAJOR],
    source=STATISTICS,
    message="“{name}”学制 {length} 年，所属专业“{major__short_name}”学制 {major__length} 年",
    remedy="请核对两处学制；同一专业有几种学制的，请分别编号",
)
def length_of_major(data: RuleData) -> QuerySet:
    """A class lasts as long as its major."""
    rows = data.there(ROOM, data.filing_day).filter(length__gt=0, major__length__gt=0)
    return rows.exclude(length=F("major__length"))


@rule(
    "2021级及以后的班级使用2010年目录专业",
    EXPERIENCE,
    form=ROOM,
    column="major",
    office="教务（专业）",
    reads=[MAJOR],
    source=CATALOGUE,
    message="{grade} 级班级“{name}”所属专业“{major__short_name}”用的是2010年目录代码 {major__code}",
    remedy="2021年起招生按2021年目录，请另设新目录专业后改班级的所属专业；省级另有规定的请说明",
)
def new_grade_of_old_catalogue(data: RuleData) -> QuerySet:
    """Grades from 2021 on are enrolled by the catalogue of 2021."""
    rows = data.there(ROOM, data.filing_day).filter(grade__gte=NEW_CATALOGUE_FROM)
    return rows.filter(major__code__lt=CODES_OF_2021)
