"""Rules over titles and recognitions of teachers, places outside the school, majors and workshops."""

from collections.abc import Iterator

from zhijiao.modules.general.rules.names import ENROLMENT, MAJOR, ROOM, STATISTICS, enrolled_students
from zhijiao.quality.declare import (
    EXPERIENCE,
    HINT,
    LOGIC,
    Exists,
    Hit,
    OuterRef,
    QuerySet,
    RuleData,
    rule,
)

TITLE, RECOGNITION = "general.TeacherTitle", "general.TeacherRecognition"
BASE, SITE = "general.TrainingBase", "general.OffCampusSite"
PREMISES, EQUIPMENT = "general.Premises", "general.Equipment"
TAKES_STUDENTS, WITHDRAWN = "1", "3"
SETTING_UP = "《中等职业学校设置标准》（教职成〔2010〕12号）"


# Teachers ---------------------------------------------------------------------------------------------------------


@rule(
    "一名教师有几个现任最高职务",
    LOGIC,
    form=TITLE,
    column="is_highest",
    office="人事",
    source="GB/T 8561-2001、JY/T 1005-2012 ZZJG",
    message="{granted} 取得的{title}填为现任最高职务，该教师另有一条也填为最高",
    remedy="只保留一条“现任最高职务”为“是”，其余改为“否”",
)
def one_highest_title(data: RuleData) -> QuerySet:
    """A teacher's highest title is one."""
    highest = data.rows(TITLE).filter(is_highest=True)
    return highest.filter(Exists(highest.filter(teacher=OuterRef("teacher")).exclude(pk=OuterRef("pk"))))


@rule(
    "聘期已满仍填为聘任",
    EXPERIENCE,
    form=TITLE,
    column="appointed_until",
    office="人事",
    source="事业单位人事管理条例（国务院令第652号）第十二条",
    message="{title}的聘任终止日期为 {appointed_until}，仍填为聘任",
    remedy="请更新续聘日期，或填写解聘日期",
)
def appointed_beyond_term(data: RuleData) -> QuerySet:
    """Whoever is appointed to the highest title is within the term; earlier titles have ended by the later one."""
    current = data.rows(TITLE).filter(is_highest=True, is_appointed=True, ended__isnull=True)
    return current.filter(appointed_until__lt=data.day)


@rule(
    "教师认定已过有效期",
    EXPERIENCE,
    form=RECOGNITION,
    column="expires",
    office="人事",
    source="《职业教育“双师型”教师基本标准》（教师厅〔2022〕2号）",
    message="{kind}有效期至 {expires}，仍填为有效",
    remedy="已复核的请另填复核结果，未复核的把“是否有效”改为“否”",
)
def recognition_beyond_term(data: RuleData) -> QuerySet:
    """Recognitions in force have not run out."""
    return data.rows(RECOGNITION).filter(current=True, expires__lt=data.day)


# Students ---------------------------------------------------------------------------------------------------------


@rule(
    "校外教学点学生多于在读学生",
    LOGIC,
    form=SITE,
    column="students",
    office="教务（学籍）",
    reads=[ENROLMENT],
    source=STATISTICS,
    message="各教学点在点学生合计 {claimed} 人，学籍中在读学生 {enrolled} 人",
    remedy="在点学生须有本校学籍，请核对人数或补录学籍信息",
)
def site_students(data: RuleData) -> Iterator[Hit]:
    """Students taught elsewhere are among those enrolled; shown at each place."""
    claimed = data.total(SITE, "students", closed=False)
    enrolled = enrolled_students(data, data.day_of(SITE, "students"))
    for school, pk in data.rows(SITE).filter(closed=False, students__gt=0).values_list("school_id", "pk"):
        if claimed[school] > enrolled.get(school, 0):
            yield Hit(school, pk, {"claimed": claimed[school], "enrolled": enrolled.get(school, 0)})


# Majors and places ------------------------------------------------------------------------------------------------


@rule(
    "已撤销的专业仍有在校班级",
    LOGIC,
    form=ROOM,
    column="major",
    office="教务（学籍）",
    reads=[MAJOR],
    source="《中等职业学校专业设置管理办法（试行）》",
    message="“{name}”为在校班级，所属专业{major__short_name}的状态为{major__status}",
    remedy="还有学生的专业请填“停招”，或更正班级状态",
)
def class_of_withdrawn_major(data: RuleData) -> QuerySet:
    """A major with present classes is not withdrawn."""
    return data.there(ROOM, data.filing_day).filter(major__status=WITHDRAWN)


@rule(
    "在招专业没有校内实训基地",
    HINT,
    form=MAJOR,
    column="short_name",
    office="教务",
    reads=[BASE],
    source=SETTING_UP,
    message="{short_name}专业在招，“校内实训基地”没有主要面向该专业的基地",
    remedy="请登记该专业使用的实训基地；与其他专业共用的不需处理",
)
def major_without_base(data: RuleData) -> QuerySet:
    """A major that takes students has a workshop, or shares one."""
    bases = data.rows(BASE).filter(major=OuterRef("pk"))
    return data.rows(MAJOR).filter(status=TAKES_STUDENTS).filter(~Exists(bases))


@rule(
    "校内实训基地面积之和大于实训实验用房",
    EXPERIENCE,
    form=PREMISES,
    column="training_area",
    office="后勤",
    reads=[BASE],
    source=SETTING_UP,
    message="实训实验用房 {training_area} 平方米，各校内实训基地建筑面积合计 {summed} 平方米",
    remedy="请核对两表；租用、与企业或其他学校共用房屋的请说明",
)
def area_of_bases(data: RuleData) -> Iterator[Hit]:
    """Workshops lie within the rooms for training."""
    summed = data.total(BASE, "area")
    for school, row in data.single(PREMISES, "training_area").items():
        if summed.get(school, 0) > row["training_area"]:
            yield Hit(school, row["id"], {"training_area": row["training_area"], "summed": summed[school]})


@rule(
    "多媒体教室数少于网络多媒体教室数",
    LOGIC,
    form=EQUIPMENT,
    column="media_rooms",
    office="资产",
    reads=[PREMISES],
    source=STATISTICS,
    message="教学仪器设备填报多媒体教室 {media_rooms} 间，“办学场地”中仅已联网的就有 {networked} 间",
    remedy="多媒体教室含未联网的，不应少于网络多媒体教室，请核对两表",
)
def media_rooms(data: RuleData) -> Iterator[Hit]:
    """Rooms with a projector are at least those that are on the network."""
    networked = data.single(PREMISES, "network_classrooms")
    for school, row in data.single(EQUIPMENT, "media_rooms").items():
        found = networked.get(school, {}).get("network_classrooms", 0)
        if row["media_rooms"] < found:
            yield Hit(school, row["id"], {"media_rooms": row["media_rooms"], "networked": found})


@rule(
    "专业不在国家目录中",
    HINT,
    form=MAJOR,
    column="own_name",
    office="教务",
    source="《中等职业学校专业设置管理办法（试行）》",
    message="“{own_name}”（{own_code}）由学校自行录入，类别为{off_catalogue}，请主管部门对照批准或备案文件核对",
    remedy="名称、代码与文件一致的，请标记为已知悉；目录中有的请改为从目录中选择",
)
def major_off_catalogue(data: RuleData) -> QuerySet:
    """Majors entered by hand, for the authority to look at."""
    return data.rows(MAJOR).filter(off_catalogue__isnull=False)
