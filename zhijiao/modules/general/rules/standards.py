"""Rules over the totals of 中等职业学校设置标准 and over what changed since last year."""

from collections.abc import Iterator
from decimal import Decimal

from zhijiao.modules.general.rules.names import (
    ENROLMENT,
    FULL_TIME,
    POST,
    STANDARDS,
    STATISTICS,
    enrolled_students,
    full_time_students,
    people_at_work,
)
from zhijiao.quality.declare import EXPERIENCE, HINT, Hit, RuleData, RuleKind, rule

PREMISES, EQUIPMENT = "general.Premises", "general.Equipment"
MAJOR_POSTS = ("2", "3")
LEEWAY = 10
"""Points by which the share of part-time teachers may differ from 20% 左右."""


def _below(data: RuleData, form: str, item: str, key: str) -> Iterator[Hit]:
    """Schools whose figure lies below the standard; none is told elsewhere."""
    for school, row in data.single(form, item).items():
        limit = data.limit(key, school)
        if row[item] and limit is not None and row[item] < limit:
            yield Hit(school, row["id"], {"value": row[item], "limit": limit})


@rule(
    "占地面积低于设置标准",
    HINT,
    form=PREMISES,
    column="site_area",
    office="总务",
    source=STANDARDS,
    figures=("site_in_all",),
    message="占地 {value} 平方米，标准为不低于 {limit} 平方米",
    remedy="请核对占地面积；属实的列入达标计划",
)
def small_site(data: RuleData) -> Iterator[Hit]:
    """40,000 square metres of grounds."""
    return _below(data, PREMISES, "site_area", "site_in_all")


@rule(
    "校舍建筑面积低于设置标准",
    HINT,
    form=PREMISES,
    column="building_area",
    office="总务",
    source=STANDARDS,
    figures=("building_in_all",),
    message="校舍 {value} 平方米，标准为不低于 {limit} 平方米",
    remedy="请核对校舍建筑面积；属实的列入达标计划",
)
def small_buildings(data: RuleData) -> Iterator[Hit]:
    """24,000 square metres of buildings."""
    return _below(data, PREMISES, "building_area", "building_in_all")


@rule(
    "教学仪器设备总值低于设置标准",
    HINT,
    form=EQUIPMENT,
    column="total_value",
    office="总务（资产）",
    source=STANDARDS,
    figures=("equipment_in_all",),
    message="教学仪器设备总值 {value} 万元，标准为不低于 {limit} 万元",
    remedy="请核对总值，单位为万元；属实的列入达标计划",
)
def little_equipment_in_all(data: RuleData) -> Iterator[Hit]:
    """Three million yuan of equipment."""
    return _below(data, EQUIPMENT, "total_value", "equipment_in_all")


@rule(
    "报刊种数低于设置标准",
    HINT,
    form=EQUIPMENT,
    column="periodicals",
    office="图书馆",
    source=STANDARDS,
    figures=("periodicals",),
    message="报刊 {value} 种，标准为不低于 {limit} 种",
    remedy="请核对报刊种数；属实的列入达标计划",
)
def few_periodicals(data: RuleData) -> Iterator[Hit]:
    """80 papers and journals."""
    return _below(data, EQUIPMENT, "periodicals", "periodicals")


@rule(
    "在校生规模低于设置标准",
    HINT,
    form=ENROLMENT,
    column="status",
    office="教务（学籍）",
    compares=[ENROLMENT],
    source=STANDARDS,
    figures=("students_in_all",),
    message="学年初在读学生 {students} 人，标准为不低于 {limit} 人",
    remedy="请核对学籍是否录全、当前状态是否正确；属实的列入达标计划",
)
def few_students(data: RuleData) -> Iterator[Hit]:
    """1,200 students."""
    for school, number in enrolled_students(data).items():
        limit = data.limit("students_in_all", school)
        if limit is not None and number < limit:
            yield Hit(school, 0, {"students": number, "limit": limit})


@rule(
    "专任教师数低于设置标准",
    HINT,
    form=POST,
    column="category",
    office="人事",
    kind=RuleKind.FORMS,
    source=STANDARDS,
    figures=("teachers_in_all",),
    message="学年初专任教师 {teachers} 人，标准为不低于 {limit} 人",
    remedy="请核对教职工类别与当前状态；属实的列入师资建设计划",
)
def few_teachers(data: RuleData) -> Iterator[Hit]:
    """60 full-time teachers."""
    for school, number in people_at_work(data, data.count_day, category=FULL_TIME).items():
        limit = data.limit("teachers_in_all", school)
        if limit is not None and number < limit:
            yield Hit(school, 0, {"teachers": number, "limit": limit})


@rule(
    "阅览室座位少于标准",
    HINT,
    form=PREMISES,
    column="reading_seats",
    office="图书馆",
    reads=[POST, ENROLMENT],
    source=STANDARDS,
    figures=("seats_for_teachers", "seats_for_students"),
    message="阅览室座位 {seats} 个，专任教师 {teachers} 人、全日制学生 {students} 人，按标准不少于 {due} 个",
    remedy="请核对座位数，教师和学生阅览室合计；属实的列入达标计划",
)
def few_seats(data: RuleData) -> Iterator[Hit]:
    """Seats for a fifth of the teachers and a tenth of the students."""
    teachers, students = people_at_work(data, data.count_day, category=FULL_TIME), full_time_students(data)
    for school, row in data.single(PREMISES, "reading_seats").items():
        of_teachers, of_students = (
            data.limit(f"seats_for_{who}", school) for who in ("teachers", "students")
        )
        if of_teachers is None or of_students is None:
            continue
        staff, pupils = teachers.get(school, 0), students.get(school, 0)
        due = int((staff * of_teachers + pupils * of_students) / 100)
        if row["reading_seats"] < due:
            seats = {"seats": row["reading_seats"], "due": due}
            yield Hit(school, row["id"], {**seats, "teachers": staff, "students": pupils})


@rule(
    "专业教师占比低于标准",
    HINT,
    form=POST,
    column="post",
    office="人事",
    kind=RuleKind.FORMS,
    source=STANDARDS,
    figures=("major_teacher_share",),
    message="专任教师 {teachers} 人，其中专业课和实践指导教师 {teaching} 人，占 {share}%，标准为不低于 {limit}%",
    remedy="请核对任教岗位类别；属实的列入师资建设计划",
)
def few_major_teachers(data: RuleData) -> Iterator[Hit]:
    """Half of the full-time teachers teach a trade."""
    teaching = people_at_work(data, data.count_day, category=FULL_TIME, post=MAJOR_POSTS)
    for school, number in people_at_work(data, data.count_day, category=FULL_TIME).items():
        limit, found = data.limit("major_teacher_share", school), teaching.get(school, 0)
        share = round(100 * found / number)
        if limit is not None and share < limit:
            yield Hit(school, 0, {"teachers": number, "teaching": found, "share": share, "limit": limit})


@rule(
    "兼职教师占比偏离标准",
    HINT,
    form=POST,
    column="is_part_time",
    office="人事",
    kind=RuleKind.FORMS,
    source=STANDARDS,
    figures=("part_time_share",),
    message="专任教师 {teachers} 人，兼职教师 {part_time} 人，相当于专任教师的 {share}%，标准为 {limit}% 左右",
    remedy="请核对是否兼职教师；属实的标记为已知悉",
)
def part_time_share(data: RuleData) -> Iterator[Hit]:
    """For five teachers of its own a school has one from outside, more or less."""
    outside = people_at_work(data, data.count_day, is_part_time=True)
    own = people_at_work(data, data.count_day, category=FULL_TIME, is_part_time=False)
    for school, number in own.items():
        limit, found = data.limit("part_time_share", school), outside.get(school, 0)
        share = round(100 * found / number)
        if limit is not None and abs(share - limit) > LEEWAY:
            values = {"teachers": number, "part_time": found, "share": share, "limit": limit}
            yield Hit(school, 0, values)


@rule(
    "专任教师数比上年变动过大",
    EXPERIENCE,
    form=POST,
    column="status",
    office="人事",
    kind=RuleKind.LAST_YEAR,
    source=STATISTICS,
    figures=("teachers_changed",),
    message="专任教师上年同期 {before} 人，本年 {now} 人，变动 {share}%",
    remedy="请核对来校、离校年月与教职工类别；确有合并、集中招聘等原因的请说明",
)
def teachers_changed(data: RuleData) -> Iterator[Hit]:
    """The staff does not change by a fifth within a year without a story."""
    year_before = data.count_day.replace(year=data.count_day.year - 1)
    now = people_at_work(data, data.count_day, category=FULL_TIME)
    for school, before in people_at_work(data, year_before, category=FULL_TIME).items():
        limit, found = data.limit("teachers_changed", school), now.get(school, 0)
        share = round(100 * abs(found - before) / before)
        if limit is not None and share > limit:
            yield Hit(school, 0, {"before": before, "now": found, "share": share})


@rule(
    "图书或计算机比上年变动过大",
    EXPERIENCE,
    form=EQUIPMENT,
    column="books",
    office="总务（资产）",
    kind=RuleKind.LAST_YEAR,
    source=STATISTICS,
    figures=("stock_changed",),
    message="{what}上年 {before}，本年 {now}，变动 {share}%",
    remedy="请核对两年的数值；集中购置、报废、调出的请说明",
)
def stock_changed(data: RuleData) -> Iterator[Hit]:
    """Books and computers do not change by so much within a year without a story."""
    items = {"books": "纸质图书（册）", "teaching_computers": "教学用计算机（台）"}
    last = data.single(EQUIPMENT, *items, back=1)
    for school, row in data.single(EQUIPMENT, *items).items():
        limit = data.limit("stock_changed", school)
        for item, what in items.items():
            before = last.get(school, {}).get(item)
            if not before or limit is None:
                continue
            share = round(100 * abs(Decimal(row[item]) - before) / before)
            if share > limit:
                values = {"what": what, "before": before, "now": row[item], "share": share}
                yield Hit(school, row["id"], values)
                break
