"""Rules over equipment, books and computers."""

from collections.abc import Iterator
from decimal import Decimal

from zhijiao.modules.general.rules.names import ENROLMENT, STANDARDS, STATISTICS, full_time_students
from zhijiao.quality.declare import EXPERIENCE, HINT, Hit, RuleData, RuleKind, rule

EQUIPMENT, BASE, PREMISES = "general.Equipment", "general.TrainingBase", "general.Premises"
YUAN = 10_000
CENT = Decimal("0.01")


@rule(
    "教学仪器设备总值减少而没有报废",
    EXPERIENCE,
    form=EQUIPMENT,
    column="total_value",
    office="总务（资产）",
    kind=RuleKind.LAST_YEAR,
    source=STATISTICS,
    message="上年 {before} 万元，当年新增 {added} 万元、报废 {scrapped} 万元，应不少于 {due} 万元，填报 {now} 万元",
    remedy="请核对总值、当年新增与当年报废的数值；有调出、捐出、账目清理的请说明",
)
def equipment_fell(data: RuleData) -> Iterator[Hit]:
    """What was there, and what came, less what was scrapped, is there."""
    items = ("total_value", "added_value", "scrapped_value")
    last = data.single(EQUIPMENT, "total_value", back=1)
    for school, row in data.single(EQUIPMENT, *items).items():
        before = last.get(school, {}).get("total_value")
        if not before:
            continue
        due = before + row["added_value"] - row["scrapped_value"]
        if row["total_value"] < due - CENT:
            values = {"before": before, "added": row["added_value"], "scrapped": row["scrapped_value"]}
            yield Hit(school, row["id"], {**values, "due": due, "now": row["total_value"]})


@rule(
    "实训基地设备总值大于专业实训仪器设备值",
    EXPERIENCE,
    form=EQUIPMENT,
    column="training_value",
    office="总务（资产）",
    reads=[BASE],
    source=STATISTICS,
    message="专业实训仪器设备值 {value} 万元，“校内实训基地”设备总值之和 {bases} 万元",
    remedy="请核对两处数值，单位都是万元；企业提供、不属学校资产的请说明",
)
def equipment_of_bases(data: RuleData) -> Iterator[Hit]:
    """The equipment of the training bases is among the training equipment, but for what enterprises lend."""
    bases, lent = data.total(BASE, "equipment_value"), data.total(BASE, "provided_value")
    for school, row in data.single(EQUIPMENT, "training_value").items():
        found = bases.get(school, 0) - lent.get(school, 0)
        if found > row["training_value"] + CENT:
            yield Hit(school, row["id"], {"value": row["training_value"], "bases": bases[school]})


@rule(
    "多媒体教室多于教室",
    EXPERIENCE,
    form=EQUIPMENT,
    column="media_rooms",
    office="总务（资产）",
    reads=[PREMISES],
    source=STATISTICS,
    message="多媒体教室 {media} 间，“办学场地”教室数 {rooms} 间",
    remedy="请核对两处数值；实训室内的多媒体教室未计入教室数的请说明",
)
def more_media_rooms_than_rooms(data: RuleData) -> Iterator[Hit]:
    """Rooms with media are rooms."""
    rooms = data.single(PREMISES, "classrooms")
    for school, row in data.single(EQUIPMENT, "media_rooms").items():
        there = rooms.get(school, {}).get("classrooms")
        if there is not None and row["media_rooms"] > there:
            yield Hit(school, row["id"], {"media": row["media_rooms"], "rooms": there})


def _per_student(data: RuleData, item: str, key: str, factor: int = 1) -> Iterator[Hit]:
    """Schools that have less of something for so many students than the standard asks."""
    students = full_time_students(data)
    for school, row in data.single(EQUIPMENT, item).items():
        number, limit = students.get(school, 0), data.limit(key, school)
        if number and limit is not None and Decimal(row[item]) * factor / number < limit:
            share = round(Decimal(row[item]) * factor / number, 1)
            yield Hit(
                school, row["id"], {"value": row[item], "students": number, "share": share, "limit": limit}
            )


@rule(
    "生均仪器设备值低于标准",
    HINT,
    form=EQUIPMENT,
    column="total_value",
    office="总务（资产）",
    reads=[ENROLMENT],
    source=STANDARDS,
    figures=("equipment_per_student",),
    message="设备总值 {value} 万元，在读学生 {students} 人，生均 {share} 元，标准为不低于 {limit} 元",
    remedy="请核对设备总值与在读学生数，总值单位为万元；属实的列入达标计划",
)
def little_equipment(data: RuleData) -> Iterator[Hit]:
    """2,500 yuan of equipment for each student."""
    return _per_student(data, "total_value", "equipment_per_student", YUAN)


@rule(
    "生均图书低于标准",
    HINT,
    form=EQUIPMENT,
    column="books",
    office="图书馆",
    reads=[ENROLMENT],
    source=STANDARDS,
    figures=("books_per_student",),
    message="纸质图书 {value} 册，在读学生 {students} 人，生均 {share} 册，标准为不低于 {limit} 册",
    remedy="请核对藏书量与在读学生数；属实的列入达标计划",
)
def few_books(data: RuleData) -> Iterator[Hit]:
    """30 books for each student."""
    return _per_student(data, "books", "books_per_student")


@rule(
    "每百名学生计算机数低于标准",
    HINT,
    form=EQUIPMENT,
    column="teaching_computers",
    office="信息中心",
    reads=[ENROLMENT],
    source=STANDARDS,
    figures=("computers_per_hundred",),
    message="教学用计算机 {value} 台，在读学生 {students} 人，每百名学生 {share} 台，标准为不低于 {limit} 台",
    remedy="请核对教学用计算机数与在读学生数；属实的列入达标计划",
)
def few_computers(data: RuleData) -> Iterator[Hit]:
    """15 computers for each hundred students."""
    return _per_student(data, "teaching_computers", "computers_per_hundred", 100)
