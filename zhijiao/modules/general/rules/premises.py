"""Rules over grounds and buildings."""

from collections.abc import Iterator
from decimal import Decimal

from zhijiao.modules.general.rules.names import (
    ENROLMENT,
    STANDARDS,
    STATISTICS,
    enrolled_students,
    full_time_students,
)
from zhijiao.quality.declare import EXPERIENCE, HINT, LOGIC, Hit, RuleData, RuleKind, rule

PREMISES, CAMPUS = "general.Premises", "general.Campus"
BOARDER = "2"
LEEWAY = Decimal("0.05")
"""Share by which two ways of measuring one thing may differ."""


@rule(
    "各校区面积之和与占地面积不一致",
    EXPERIENCE,
    form=PREMISES,
    column="site_area",
    office="总务",
    reads=[CAMPUS],
    source=STATISTICS,
    message="占地面积 {site} 平方米，“校区信息”中各校区面积之和 {parts} 平方米，相差超过5%",
    remedy="请核对占地面积与各校区面积；租用场地不计入占地面积的请说明",
)
def area_of_campuses(data: RuleData) -> Iterator[Hit]:
    """The grounds of all campuses are the grounds of the school."""
    parts = data.total(CAMPUS, "site_area")
    for school, row in data.single(PREMISES, "site_area").items():
        site, found = row["site_area"], parts.get(school, 0)
        if found and abs(site - found) > LEEWAY * site:
            yield Hit(school, row["id"], {"site": site, "parts": found})


@rule(
    "各校区建筑面积之和大于校舍建筑面积",
    LOGIC,
    form=PREMISES,
    column="building_area",
    office="总务",
    reads=[CAMPUS],
    source=STATISTICS,
    message="校舍建筑面积 {whole} 平方米，“校区信息”中各校区建筑面积之和 {parts} 平方米",
    remedy="请核对校舍建筑面积与各校区建筑面积，单位都是平方米",
)
def buildings_of_campuses(data: RuleData) -> Iterator[Hit]:
    """The buildings of the campuses are among those of the school."""
    parts = data.total(CAMPUS, "building_area")
    for school, row in data.single(PREMISES, "building_area").items():
        if parts.get(school, 0) > row["building_area"] * (1 + LEEWAY):
            yield Hit(school, row["id"], {"whole": row["building_area"], "parts": parts[school]})


@rule(
    "各校区在校生之和与在读学生数不一致",
    EXPERIENCE,
    form=CAMPUS,
    column="student_count",
    office="教务（学籍）",
    reads=[ENROLMENT],
    source=STATISTICS,
    message="“校区信息”中在校生之和 {parts} 人，“学生学籍信息”中在读学生 {students} 人，相差超过5%",
    remedy="请核对各校区在校生数与学生当前状态",
)
def students_of_campuses(data: RuleData) -> Iterator[Hit]:
    """The students of all campuses are the students of the school."""
    parts = data.total(CAMPUS, "student_count")
    students = enrolled_students(data, data.day_of(CAMPUS, "student_count"))
    for school, number in students.items():
        found = parts.get(school, 0)
        if found and abs(found - number) > LEEWAY * number:
            yield Hit(school, 0, {"parts": found, "students": number})


def _per_student(data: RuleData, item: str, key: str) -> Iterator[Hit]:
    """Schools whose area per student is below the standard."""
    students = full_time_students(data)
    for school, row in data.single(PREMISES, item).items():
        number, limit = students.get(school, 0), data.limit(key, school)
        if number and limit is not None and row[item] / number < limit:
            share = round(row[item] / number, 2)
            yield Hit(
                school, row["id"], {"area": row[item], "students": number, "share": share, "limit": limit}
            )


@rule(
    "生均用地面积低于标准",
    HINT,
    form=PREMISES,
    column="site_area",
    office="总务",
    reads=[ENROLMENT],
    source=STANDARDS,
    figures=("site_per_student",),
    message="占地 {area} 平方米，在读学生 {students} 人，生均 {share} 平方米，标准为不低于 {limit} 平方米",
    remedy="请核对占地面积与在读学生数；属实的列入达标计划",
)
def little_ground(data: RuleData) -> Iterator[Hit]:
    """33 square metres of grounds for each student."""
    return _per_student(data, "site_area", "site_per_student")


@rule(
    "生均校舍建筑面积低于标准",
    HINT,
    form=PREMISES,
    column="building_area",
    office="总务",
    reads=[ENROLMENT],
    source=STANDARDS,
    figures=("building_per_student",),
    message="校舍 {area} 平方米，在读学生 {students} 人，生均 {share} 平方米，标准为不低于 {limit} 平方米",
    remedy="请核对校舍建筑面积与在读学生数；属实的列入达标计划",
)
def little_building(data: RuleData) -> Iterator[Hit]:
    """20 square metres of buildings for each student."""
    return _per_student(data, "building_area", "building_per_student")


@rule(
    "宿舍床位少于住校学生",
    EXPERIENCE,
    form=PREMISES,
    column="dormitory_beds",
    office="总务",
    reads=[ENROLMENT],
    source="《中小学校建筑设计规范》GB 50099-2011",
    message="学生宿舍床位 {beds} 个，就读方式为住校的在读学生 {boarders} 人",
    remedy="请核对床位数与学生就读方式；租用校外宿舍的请说明",
)
def beds_for_boarders(data: RuleData) -> Iterator[Hit]:
    """Each boarder has a bed."""
    boarders = enrolled_students(data, boarding=BOARDER)
    for school, row in data.single(PREMISES, "dormitory_beds").items():
        if boarders.get(school, 0) > row["dormitory_beds"]:
            yield Hit(school, row["id"], {"beds": row["dormitory_beds"], "boarders": boarders[school]})


@rule(
    "占地或校舍面积比上年变动过大",
    EXPERIENCE,
    form=PREMISES,
    column="site_area",
    office="总务",
    kind=RuleKind.LAST_YEAR,
    source=STATISTICS,
    figures=("area_changed",),
    message="{what}上年 {before} 平方米，本年 {now} 平方米，变动 {share}%",
    remedy="请核对两年的数值与单位；新征土地、新建或拆除校舍的请说明",
)
def area_changed(data: RuleData) -> Iterator[Hit]:
    """Grounds and buildings do not change by a fifth within a year without a story."""
    items = {"site_area": "占地面积", "building_area": "校舍建筑面积"}
    last = data.single(PREMISES, *items, back=1)
    for school, row in data.single(PREMISES, *items).items():
        limit = data.limit("area_changed", school)
        for item, what in items.items():
            before = last.get(school, {}).get(item)
            if not before or limit is None:
                continue
            share = round(100 * abs(row[item] - before) / before)
            if share > limit:
                yield Hit(
                    school, row["id"], {"what": what, "before": before, "now": row[item], "share": share}
                )
                break
