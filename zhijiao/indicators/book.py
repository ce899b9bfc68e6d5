"""The indicators of 《中等职业学校设置标准》 and 达标工程, and the amounts they are made of."""

from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from zhijiao.indicators.declare import Condition, Direction, Ingredient
from zhijiao.quality.rule_data import RuleData

ENROLMENT, POST, TITLE = "general.StudentEnrolment", "general.TeacherEmployment", "general.TeacherTitle"
PREMISES, EQUIPMENT, MAJOR = "general.Premises", "general.Equipment", "general.Major"

PART_TIME_FORM = "2"
FULL_TIME_TEACHER = "11"
MAJOR_POSTS = ("2", "3")
SENIOR, MIDDLE = ("1", "2"), ("1", "2", "3")
"""Last digits of a title's code, which is its rank: 正高级 and 副高级, and with them 中级."""
TITLED_PER_MAJOR = 2


def _titled(data: RuleData, ranks: tuple[str, ...]) -> QuerySet:
    """Titles of these ranks to which teachers had been appointed by the day that people are counted."""
    day = data.count_day
    rank = Q()
    for digit in ranks:
        rank |= Q(appointed_title__endswith=digit)
    begun = Q(appointed_from__isnull=True) | Q(appointed_from__lte=day)
    return data.rows(TITLE).filter(
        rank, begun, Q(ended__isnull=True) | Q(ended__gt=day), school=OuterRef("school"), is_appointed=True
    )


def _senior(data: RuleData, posts: QuerySet) -> QuerySet:
    return posts.filter(Exists(_titled(data, SENIOR).filter(teacher=OuterRef("teacher"))))


def _taught(data: RuleData, majors: QuerySet) -> QuerySet:
    """Majors that have students on the day."""
    learning = data.there(ENROLMENT, data.count_day)
    return majors.filter(
        Exists(learning.filter(school=OuterRef("school"), school_class__major=OuterRef("pk")))
    )


def _staffed(data: RuleData, majors: QuerySet) -> QuerySet:
    """Of these the majors with two full-time teachers of middle or senior title."""
    teachers = data.there(POST, data.count_day).filter(
        Exists(_titled(data, MIDDLE).filter(teacher=OuterRef("teacher"))),
        school=OuterRef("school"),
        major=OuterRef("pk"),
        category=FULL_TIME_TEACHER,
    )
    number = teachers.order_by().values("major").annotate(number=Count("pk")).values("number")
    counted = _taught(data, majors).annotate(titled=Coalesce(Subquery(number), 0))
    return counted.filter(titled__gte=TITLED_PER_MAJOR)


_ROLL = ("study_form",)
_STAFF = ("category", "post", "is_part_time", "is_double_qualified")
_TEACHERS = {"category": FULL_TIME_TEACHER}
_MAJOR_TEACHERS = {**_TEACHERS, "post": MAJOR_POSTS}

_INGREDIENTS = (
    Ingredient(
        "students",
        "学历教育在校生",
        "人",
        ENROLMENT,
        parts=_ROLL,
        note="学年初9月1日在读的学生，含在外实习的，不含休学",
    ),
    Ingredient(
        "full_time",
        "全日制在校生",
        "人",
        ENROLMENT,
        parts=_ROLL,
        unless={"study_form": PART_TIME_FORM},
        note="其中学习形式不是非全日制的；各项生均按此计算",
    ),
    Ingredient("site", "占地面积", "平方米", PREMISES, "site_area", note="学年末8月31日"),
    Ingredient("building", "校舍建筑面积", "平方米", PREMISES, "building_area", note="学年末8月31日"),
    Ingredient("track", "环形跑道长度", "米", PREMISES, "track_length"),
    Ingredient("seats", "阅览室座位数", "个", PREMISES, "reading_seats"),
    Ingredient("equipment", "教学仪器设备总值", "万元", EQUIPMENT, "total_value", note="学年末原值"),
    Ingredient("computers", "教学用计算机数", "台", EQUIPMENT, "teaching_computers"),
    Ingredient("books", "纸质图书藏量", "册", EQUIPMENT, "books"),
    Ingredient("periodicals", "报刊种数", "种", EQUIPMENT, "periodicals"),
    Ingredient(
        "teachers",
        "专任教师",
        "人",
        POST,
        parts=_STAFF,
        where=_TEACHERS,
        note="学年初9月1日在职、返聘或延聘的专任教师",
    ),
    Ingredient(
        "senior",
        "高级职务专任教师",
        "人",
        POST,
        where=_TEACHERS,
        narrow=_senior,
        also=(TITLE,),
        note="其中学年初已聘任正高级或副高级职务的，一人计一次",
    ),
    Ingredient(
        "major_teachers",
        "专任专业教师",
        "人",
        POST,
        parts=_STAFF,
        where=_MAJOR_TEACHERS,
        note="其中任教岗位类别为专业课或实践技术指导课的",
    ),
    Ingredient(
        "double",
        "双师型专业教师",
        "人",
        POST,
        parts=_STAFF,
        where={**_MAJOR_TEACHERS, "is_double_qualified": True},
        note="专任专业教师中已认定为双师型的",
    ),
    Ingredient(
        "part_time",
        "兼职教师",
        "人",
        POST,
        parts=_STAFF,
        where={"is_part_time": True},
        note="学年初9月1日聘请的校外兼职教师",
    ),
    Ingredient(
        "majors",
        "有在读学生的专业",
        "个",
        MAJOR,
        narrow=_taught,
        also=(ENROLMENT,),
        note="学年初9月1日有在读学生的专业",
    ),
    Ingredient(
        "staffed_majors",
        "师资达到要求的专业",
        "个",
        MAJOR,
        narrow=_staffed,
        also=(POST, TITLE, ENROLMENT),
        note="其中有至少2名中级以上职务专任教师的，按教师的“所在专业”计",
    ),
)

_INDICATORS = (
    Condition("students", "学历教育在校生数", "人", "学历教育在校生", "students", figure="students_in_all"),
    Condition("site", "校园占地面积", "平方米", "占地面积", "site", figure="site_in_all", project=True),
    Condition(
        "site_per_student",
        "生均用地面积",
        "平方米",
        "占地面积 ÷ 全日制在校生",
        "site",
        "full_time",
        figure="site_per_student",
        project=True,
    ),
    Condition(
        "building",
        "校舍建筑面积",
        "平方米",
        "校舍建筑面积",
        "building",
        figure="building_in_all",
        project=True,
    ),
    Condition(
        "building_per_student",
        "生均校舍建筑面积",
        "平方米",
        "校舍建筑面积 ÷ 全日制在校生",
        "building",
        "full_time",
        figure="building_per_student",
        project=True,
    ),
    Condition("track", "田径场环形跑道", "米", "环形跑道长度", "track", figure="track_length"),
    Condition("teachers", "专任教师数", "人", "专任教师", "teachers", figure="teachers_in_all", project=True),
    Condition(
        "student_teacher",
        "师生比",
        "",
        "全日制在校生 ÷ 专任教师，写成 1:n",
        "full_time",
        "teachers",
        direction=Direction.AT_MOST,
        figure="students_per_teacher",
        project=True,
        ratio=True,
    ),
    Condition(
        "senior_share",
        "高级职务教师比例",
        "%",
        "高级职务专任教师 ÷ 专任教师",
        "senior",
        "teachers",
        Decimal(100),
        figure="senior_title_share",
    ),
    Condition(
        "major_share",
        "专业教师比例",
        "%",
        "专任专业教师 ÷ 专任教师",
        "major_teachers",
        "teachers",
        Decimal(100),
        figure="major_teacher_share",
    ),
    Condition(
        "double_share",
        "双师型教师比例",
        "%",
        "双师型专业教师 ÷ 专任专业教师",
        "double",
        "major_teachers",
        Decimal(100),
        figure="double_qualified_share",
    ),
    Condition(
        "part_time_share",
        "兼职教师比例",
        "%",
        "兼职教师 ÷ 专任教师",
        "part_time",
        "teachers",
        Decimal(100),
        direction=Direction.ABOUT,
        figure="part_time_share",
        leeway=Decimal(10),
        note="文件为“左右”，与标准相差10个百分点以内视为达到",
    ),
    Condition(
        "staffed_share",
        "专业师资达到要求的比例",
        "%",
        "师资达到要求的专业 ÷ 有在读学生的专业",
        "staffed_majors",
        "majors",
        Decimal(100),
        figure="staffed_majors",
        note="每个专业至少有2名中级以上职务的专任教师",
    ),
    Condition(
        "equipment",
        "仪器设备总值",
        "万元",
        "教学仪器设备总值",
        "equipment",
        figure="equipment_in_all",
        project=True,
    ),
    Condition(
        "equipment_per_student",
        "生均仪器设备值",
        "元",
        "教学仪器设备总值 × 10000 ÷ 全日制在校生",
        "equipment",
        "full_time",
        Decimal(10000),
        figure="equipment_per_student",
        project=True,
    ),
    Condition(
        "computers_per_hundred",
        "每百名学生计算机数",
        "台",
        "教学用计算机数 × 100 ÷ 全日制在校生",
        "computers",
        "full_time",
        Decimal(100),
        figure="computers_per_hundred",
    ),
    Condition(
        "books_per_student",
        "生均图书",
        "册",
        "纸质图书藏量 ÷ 全日制在校生",
        "books",
        "full_time",
        figure="books_per_student",
        project=True,
    ),
    Condition("periodicals", "报刊种数", "种", "报刊种数", "periodicals", figure="periodicals"),
    Condition(
        "seats",
        "阅览室座位数",
        "个",
        "阅览室座位数；标准按专任教师和全日制在校生的比例合计",
        "seats",
        parts=(("seats_for_teachers", "teachers"), ("seats_for_students", "full_time")),
    ),
)

INGREDIENTS = {each.key: each for each in _INGREDIENTS}
INDICATORS = {each.key: each for each in _INDICATORS}
GROUPS = {
    "规模与校园": ("students", "site", "site_per_student", "building", "building_per_student", "track"),
    "师资队伍": (
        "teachers",
        "student_teacher",
        "senior_share",
        "major_share",
        "double_share",
        "part_time_share",
        "staffed_share",
    ),
    "设备与图书": (
        "equipment",
        "equipment_per_student",
        "computers_per_hundred",
        "books_per_student",
        "periodicals",
        "seats",
    ),
}
"""The indicators as pages and files group them."""
PROJECT = tuple(each.key for each in _INDICATORS if each.project)


def forms_of(indicator: Condition) -> tuple[str, ...]:
    """Labels of all forms that an indicator tells of."""
    found = (form for key in indicator.ingredients for form in INGREDIENTS[key].forms)
    return tuple(dict.fromkeys(found))
