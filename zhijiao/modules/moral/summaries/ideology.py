"""自动汇总 of the module 德育工作: courses of ideology, and who teaches them."""

from collections import defaultdict
from typing import Any

from zhijiao.filing.declare import Item, Reader, Summary, SummaryRow

IDEOLOGY = "3"
FULL_TIME = "11"
SCHEDULE, COURSE, POST = "teaching.TeachingSchedule", "teaching.Course", "general.TeacherEmployment"


def _yes(value: bool | None) -> str:
    return "是" if value else "否"


def _mean(values: list[Any]) -> str:
    """The mean of what is known, with one place at most."""
    known = [value for value in values if value is not None]
    return f"{sum(known) / len(known):.1f}".removesuffix(".0") if known else ""


class IdeologyCourse(Summary):
    """德育工作 / 思政课程: courses of ideology by term, with the classes that have them."""

    label = "思政课程"
    module = "moral"
    definition = "“课程信息”中是否思想政治课程为“是”，且列入本学年“教学进程总体安排”的课程，每学期一行"
    reads = [SCHEDULE, COURSE, "general.SchoolClass", "general.Teacher", "teaching.Textbook"]
    items = {
        "term": Item("学期", note="读取“教学进程总体安排”的学期，第一学期为秋季"),
        "number": Item("课程号", note="读取“课程信息”"),
        "name": Item("课程名称", note="读取“课程信息”"),
        "classes": Item("开设班级数", "integer", unit="个", note="本学期教学进程中有该课程的班级"),
        "weekly_hours": Item("平均周学时", unit="学时", note="各开设班级周学时的平均数"),
        "hours": Item("总学时", "integer", unit="学时", note="读取“课程信息”的总学时"),
        "teachers": Item("任课教师", note="读取“教学进程总体安排”，尚未确定的不列"),
        "textbook": Item("使用教材", note="读取“课程信息”的使用教材，应为国家统编教材"),
        "students": Item("受课学生数", "integer", unit="人", note="开设班级“班级信息”总人数之和"),
    }
    listing = ["term", "number", "name", "classes", "weekly_hours", "hours", "teachers", "textbook"]
    filters = ["number", "name"]

    def compute(self, reader: Reader) -> list[SummaryRow]:
        """One row per term and course; one query."""
        names = (
            "id", "term", "course_id", "course__number", "course__name", "course__hours",
            "course__textbook__name", "weekly_hours", "school_class_id", "school_class__total", "teacher__name",
        )  # fmt: skip
        rows = reader.rows(SCHEDULE).filter(year=reader.year, course__ideology=True)
        found = defaultdict(list)
        for row in rows.order_by("term", "course__number", "school_class__number").values(*names):
            found[row["term"], row["course_id"]].append(row)
        return [self._row(group) for group in found.values()]

    @staticmethod
    def _row(group: list[dict]) -> SummaryRow:
        """A course of a term with the rows of its classes."""
        first = group[0]
        classes = {row["school_class_id"]: row["school_class__total"] or 0 for row in group}
        teachers = dict.fromkeys(row["teacher__name"] for row in group if row["teacher__name"])
        return SummaryRow(
            {
                "term": "第一学期（秋）" if first["term"] == "1" else "第二学期（春）",
                "number": first["course__number"],
                "name": first["course__name"],
                "classes": len(classes),
                "weekly_hours": _mean([row["weekly_hours"] for row in group]),
                "hours": first["course__hours"],
                "teachers": "、".join(teachers),
                "textbook": first["course__textbook__name"],
                "students": sum(classes.values()),
            },
            [
                ("teaching_schedule", first["id"], "教学进程"),
                ("course", first["course_id"], first["course__name"]),
                *(("teaching_schedule", row["id"], "教学进程") for row in group[1:]),
            ],
        )


class IdeologyTeacher(Summary):
    """德育工作 / 德育团队 / 思政课程教师: teachers whose work is ideology, with what they teach this year."""

    label = "思政课程教师"
    module = "moral"
    definition = "“教师工作信息”中承担工作含“思政课程”，填报时在职、返聘或延聘的教师"
    reads = ["general.Teacher", POST, "general.TeacherTitle", SCHEDULE]
    items = {
        "number": Item("工号", note="读取“教师基本信息”"),
        "name": Item("姓名", note="读取“教师基本信息”"),
        "political_status": Item(
            "政治面貌", "code", table="political_affiliation", note="读取“教师基本信息”"
        ),
        "education_level": Item("最高学历", "code", table="education_level", note="读取“教师基本信息”"),
        "studied": Item("所学专业", note="读取“教师基本信息”，看是否马克思主义理论类专业"),
        "title": Item(
            "现任最高职务",
            "code",
            table="professional_titles",
            note="读取“专业技术职务”中现任最高的一条",
        ),
        "full_time": Item("是否专职", note="教职工类别为专任教师的为“是”"),
        "courses": Item("本学年任教课程", note="读取“教学进程总体安排”中由其任课的课程"),
        "classes": Item("任教班级数", "integer", unit="个", note="本学年教学进程中由其任课的班级"),
        "status": Item("当前状态", "code", table="teacher_status", note="读取“教师工作信息”"),
    }
    listing = ["number", "name", "political_status", "studied", "title", "full_time", "courses", "classes"]
    filters = ["number", "name"]

    def compute(self, reader: Reader) -> list[SummaryRow]:
        """One row per teacher, by 工号; three queries."""
        names = ("number", "name", "political_status", "education_level", "studied")
        posts = reader.there(POST).filter(duties__contains=IDEOLOGY)
        values = ("id", "teacher_id", "duties", "status", "category", *(f"teacher__{name}" for name in names))
        taught = defaultdict(list)
        for row in (
            reader.rows(SCHEDULE)
            .filter(year=reader.year, teacher__isnull=False)
            .order_by("course__number")
            .values_list("teacher_id", "course__name", "school_class_id")
        ):
            taught[row[0]].append(row[1:])
        titles = dict(
            reader.rows("general.TeacherTitle").filter(is_highest=True).values_list("teacher_id", "title")
        )
        return [
            SummaryRow(
                {
                    **{name: post[f"teacher__{name}"] for name in names},
                    "title": titles.get(post["teacher_id"]),
                    "full_time": _yes(post["category"] == FULL_TIME),
                    "courses": "、".join(dict.fromkeys(course for course, _ in taught[post["teacher_id"]])),
                    "classes": len({group for _, group in taught[post["teacher_id"]]}),
                    "status": post["status"],
                },
                [
                    ("teacher", post["teacher_id"], post["teacher__name"]),
                    ("teacher_employment", post["id"], "工作信息"),
                ],
            )
            for post in posts.order_by("teacher__number").values(*values)
            if IDEOLOGY in post["duties"].split(",")
        ]
