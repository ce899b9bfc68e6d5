"""Rules over what a school does with others: 信息化, 合作办学, 东西协作, 国际合作, 改革试验区, 农村职业教育."""

from collections.abc import Callable, Iterator
from operator import gt, lt, ne
from typing import Any

from zhijiao.modules.general.rules.names import (
    ENROLMENT,
    FULL_TIME,
    POST,
    STATISTICS,
    enrolled_students,
    people_at_work,
)
from zhijiao.quality.declare import (
    EXPERIENCE,
    HINT,
    LOGIC,
    Exists,
    F,
    Hit,
    OuterRef,
    QuerySet,
    RuleData,
    RuleKind,
    rule,
)

CONDITIONS, CAPABILITY = "general.ItConditions", "general.ItCapability"
PREMISES, EQUIPMENT, EXPENDITURE = "general.Premises", "general.Equipment", "general.Expenditure"
PROGRAMME, PAIRING, INTAKE = "general.JointProgramme", "general.EastWestCoverage", "general.EastWestEnrolment"
RUNNING_REFORMS = ("1", "2", "3")
"""建设中, 通过中期检查, 暂缓通过 (reform_status)."""

MANY_TIMES = 3
CAMPUS_NORM = "《职业院校数字校园规范》（教职成函〔2020〕3号）"
EAST_WEST = "《职业教育东西协作行动计划（2016—2020年）》（教发〔2016〕15号）"


@rule(
    "信息化能力表的专任教师数与教师工作信息不一致",
    EXPERIENCE,
    form=CAPABILITY,
    column="teachers",
    office="信息中心",
    reads=[POST],
    source=CAMPUS_NORM,
    message="填报专任教师 {teachers} 人，“教师工作信息”中在职专任教师 {employed} 人",
    remedy="请核对专任教师数；统计时点不同的请说明",
)
def it_teachers(data: RuleData) -> Iterator[Hit]:
    """The teachers whose ability is told are those at work."""
    employed = people_at_work(data, data.day_of(CAPABILITY, "teachers"), category=FULL_TIME)
    for school, row in data.single(CAPABILITY, "teachers").items():
        if row["teachers"] != employed.get(school, 0):
            yield Hit(school, row["id"], {"teachers": row["teachers"], "employed": employed.get(school, 0)})


def _it_differs(
    data: RuleData, item: str, form: str, other: str, *, wrong: Callable[[Any, Any], bool]
) -> Iterator[Hit]:
    """Schools whose 信息化条件 says of an item what is wrong beside an item of another form of the year."""
    others = data.single(form, other)
    for school, row in data.single(CONDITIONS, item).items():
        if school in others and wrong(row[item], others[school][other]):
            yield Hit(school, row["id"], {item: row[item], "other": others[school][other]})


@rule(
    "网络多媒体教室数与办学场地不一致",
    LOGIC,
    form=CONDITIONS,
    column="media_rooms",
    office="信息中心",
    reads=[PREMISES],
    source=STATISTICS,
    message="信息化条件填报网络多媒体教室 {media_rooms} 间，“办学场地”填报 {other} 间",
    remedy="两表口径相同，请核对后更正其中一处",
)
def it_media_rooms(data: RuleData) -> Iterator[Hit]:
    """Rooms with a network are counted alike in both forms."""
    return _it_differs(data, "media_rooms", PREMISES, "network_classrooms", wrong=ne)


@rule(
    "学生用终端数多于教学用计算机数",
    LOGIC,
    form=CONDITIONS,
    column="student_terminals",
    office="信息中心",
    reads=[EQUIPMENT],
    source=STATISTICS,
    message="学生用终端 {student_terminals} 台，“教学仪器设备”中教学用计算机 {other} 台",
    remedy="学生用终端包含在教学用计算机内，请核对两表",
)
def it_terminals(data: RuleData) -> Iterator[Hit]:
    """What students may use is part of the computers for teaching."""
    return _it_differs(data, "student_terminals", EQUIPMENT, "teaching_computers", wrong=gt)


@rule(
    "开通网络学习空间的教师数两表不一致",
    LOGIC,
    form=CONDITIONS,
    column="teacher_spaces",
    office="信息中心",
    reads=[CAPABILITY],
    source=CAMPUS_NORM,
    message="信息化条件填报 {teacher_spaces} 人，“教师团队信息化能力”中仅专任教师就有 {other} 人",
    remedy="信息化条件统计全体教师，不应少于专任教师，请核对两表",
)
def it_spaces(data: RuleData) -> Iterator[Hit]:
    """All teachers with a space are at least the full-time ones."""
    return _it_differs(data, "teacher_spaces", CAPABILITY, "spaces", wrong=lt)


@rule(
    "信息化投入大于全年经费支出",
    EXPERIENCE,
    form=CONDITIONS,
    column="total",
    office="财务",
    reads=[EXPENDITURE],
    source="教育经费统计报表制度",
    message="信息化投入 {total} 万元，“经费支出”合计 {other} 万元",
    remedy="请核对金额与单位（万元）；由上级统一建设、不在本校列支的请说明",
)
def it_spending(data: RuleData) -> Iterator[Hit]:
    """A school spends on IT a part of what it spends."""
    return _it_differs(data, "total", EXPENDITURE, "total", wrong=gt)


@rule(
    "信息化投入与上年相差三倍以上",
    EXPERIENCE,
    form=CONDITIONS,
    column="total",
    office="信息中心",
    kind=RuleKind.LAST_YEAR,
    source=CAMPUS_NORM,
    message="本学年信息化投入 {total} 万元，上学年 {before} 万元",
    remedy="请核对金额与单位（万元）；有大型建设项目的请说明",
)
def it_spending_of_last_year(data: RuleData) -> Iterator[Hit]:
    """Spending on IT seldom triples, or falls to a third, within a year."""
    before = data.single(CONDITIONS, "total", back=1)
    for school, row in data.single(CONDITIONS, "total").items():
        now, then = row["total"], before.get(school, {}).get("total", 0)
        if now and then and not then / MANY_TIMES <= now <= then * MANY_TIMES:
            yield Hit(school, row["id"], {"total": now, "before": then})


@rule(
    "没有备案的等级保护系统",
    HINT,
    form=CONDITIONS,
    column="graded_systems",
    office="信息中心",
    source="《中华人民共和国网络安全法》第二十一条",
    message="在用信息系统有{systems}，已备案等级保护系统 {graded_systems} 个",
    remedy="自建系统应定级备案；全部使用上级平台的不需处理",
)
def it_not_graded(data: RuleData) -> QuerySet:
    """Whoever runs systems of his own has them graded."""
    return data.of_year(CONDITIONS).filter(graded_systems=0, systems__gt="")


@rule(
    "合作办学在校生多于该专业在读学生",
    LOGIC,
    form=PROGRAMME,
    column="students",
    office="教务（学籍）",
    reads=[ENROLMENT],
    source="教职成〔2011〕9号",
    message="{major__short_name}专业各合作项目在校生合计 {claimed} 人，学籍中该专业在读 {enrolled} 人",
    remedy="请核对各合作项目的在校学生数，或补录学籍信息",
)
def programme_students(data: RuleData) -> Iterator[Hit]:
    """Students of programmes are students of their major; shown at each programme of the major."""
    day = data.day_of(PROGRAMME, "students")
    enrolled = data.tally(ENROLMENT, "school_class__major", at=day)
    claimed = data.total(PROGRAMME, "students", "major", year=data.year)
    names = ("school_id", "pk", "major", "major__short_name")
    for school, pk, major, name in data.of_year(PROGRAMME).filter(students__gt=0).values_list(*names):
        found = enrolled.get((school, major), 0)
        if claimed[school, major] > found:
            values = {"major__short_name": name, "claimed": claimed[school, major], "enrolled": found}
            yield Hit(school, pk, values)


@rule(
    "合作办学招生数超过计划",
    EXPERIENCE,
    form=PROGRAMME,
    column="enrolled",
    office="招生就业",
    source="教职成〔2011〕9号",
    message="“{name}”当年招生 {enrolled} 人，计划 {planned} 人",
    remedy="请核对招生数与下达的计划；追加计划的请说明文号",
)
def programme_over_plan(data: RuleData) -> QuerySet:
    """Programmes take in no more than planned."""
    return data.of_year(PROGRAMME).filter(enrolled__gt=F("planned"))


@rule(
    "合作办学协议到期仍继续招生",
    EXPERIENCE,
    form=PROGRAMME,
    column="agreed_until",
    office="招生就业",
    source="教职成〔2003〕6号",
    message="“{name}”的协议 {agreed_until} 到期，仍填报继续招生",
    remedy="请办理续签并更新协议日期，或把“是否继续招生”改为“否”",
)
def programme_expired(data: RuleData) -> QuerySet:
    """Who goes on taking in students has an agreement in force at the end of the year."""
    return data.of_year(PROGRAMME).filter(running=True, agreed_until__lt=data.day)


@rule(
    "东西兜底招生没有对应的协作院校",
    EXPERIENCE,
    form=INTAKE,
    column="partner",
    office="招生就业",
    reads=[PAIRING],
    source=EAST_WEST,
    message="协作院校“{partner}”未登记在本学年的“东西协作全覆盖行动”中",
    remedy="请登记协作院校，或统一两表的院校名称；由教育局输送的请说明",
)
def intake_without_pairing(data: RuleData) -> QuerySet:
    """Students are exchanged with schools that the school works together with."""
    paired = data.of_year(PAIRING).filter(school=OuterRef("school"), partner=OuterRef("partner"))
    return data.of_year(INTAKE).filter(~Exists(paired))


@rule(
    "东西协作中本校角色不一致",
    EXPERIENCE,
    form=PAIRING,
    column="role",
    office="学校办公室",
    source=EAST_WEST,
    message="与“{partner}”协作登记为{role}，本学年另有记录登记为相反的角色",
    remedy="请更正登记有误的记录；同时支援和受援的请说明",
)
def one_side_of_the_country(data: RuleData) -> QuerySet:
    """A school lies in the east or in the west, not in both."""
    rows = data.of_year(PAIRING)
    other = rows.filter(school=OuterRef("school")).exclude(role=OuterRef("role"))
    return rows.filter(Exists(other))


@rule(
    "有就业人员而平均月工资为0",
    EXPERIENCE,
    form="general.EastWestLabour",
    column="wage",
    office="招生就业",
    source=EAST_WEST,
    message="“{name}”实现就业 {employed} 人，平均月工资填 {wage} 元",
    remedy="请按劳动合同填写平均月工资，暂无法统计的请说明",
)
def wage_of_the_employed(data: RuleData) -> QuerySet:
    """Who is employed is paid."""
    return data.of_year("general.EastWestLabour").filter(employed__gt=0, wage=0)


@rule(
    "国际合作项目已过有效期",
    EXPERIENCE,
    form="general.InternationalCooperation",
    column="agreed_until",
    office="学校办公室",
    source="《中华人民共和国中外合作办学条例》（国务院令第372号）",
    message="“{name}”有效期至 {agreed_until}，早于本学年开始",
    remedy="请更新批准书或协议的有效期；已终止的项目不再填报",
)
def international_expired(data: RuleData) -> QuerySet:
    """Projects filed for a year are in force in it."""
    rows = data.of_year("general.InternationalCooperation")
    return rows.filter(agreed_until__lt=data.round.academic_from)


@rule(
    "国家级改革项目逾期未验收",
    EXPERIENCE,
    form="general.ReformPilotZone",
    column="status",
    office="学校办公室",
    source="《国家职业教育改革实施方案》（国发〔2019〕4号）",
    message="“{name}”计划 {planned_end} 完成，目前仍为{status}",
    remedy="请更新项目状态与验收日期；经批准延期的，填批准后的完成日期",
)
def reform_overdue(data: RuleData) -> QuerySet:
    """Projects are accepted or given up by the day they were to end."""
    return data.rows("general.ReformPilotZone").filter(status__in=RUNNING_REFORMS, planned_end__lt=data.day)


@rule(
    "农村户籍在校生多于在读学生",
    LOGIC,
    form="general.RuralEducation",
    column="rural_students",
    office="教务（学籍）",
    reads=[ENROLMENT],
    source="教职成〔2011〕13号",
    message="填报农村户籍在校生 {rural_students} 人，学籍中在读学生 {enrolled} 人",
    remedy="请核对农村户籍在校生数，或补录学籍信息",
)
def rural_students(data: RuleData) -> Iterator[Hit]:
    """Students from the countryside are among those enrolled."""
    enrolled = enrolled_students(data, data.day_of("general.RuralEducation", "rural_students"))
    for school, row in data.single("general.RuralEducation", "rural_students").items():
        if row["rural_students"] > enrolled.get(school, 0):
            values = {"rural_students": row["rural_students"], "enrolled": enrolled.get(school, 0)}
            yield Hit(school, row["id"], values)
