"""自动汇总 of the module 德育工作: head teachers, counsellors and members of the Youth League."""

from collections import defaultdict

from zhijiao.filing.declare import Item, Reader, Summary, SummaryRow

FULL_TIME = "1"
COUNSELLING = "2"
LEAGUE_MEMBER = "03"
TEACHER_ITEMS = ("number", "name", "sex", "birth", "political_status", "education_level")
PERSON_ITEMS = ("number", "name", "sex", "birth", "ethnic_group")


class HeadTeacher(Summary):
    """德育工作 / 德育团队 / 专职班主任: teachers who lead a class and do nothing else."""

    label = "专职班主任"
    module = "moral"
    definition = "填报时“班级信息”中在校班级的班主任，且其“教师工作信息”的班主任类型为“专职班主任”"
    reads = ["general.SchoolClass", "general.Teacher", "general.TeacherEmployment"]
    items = {
        "number": Item("工号", note="读取“教师基本信息”"),
        "name": Item("姓名", note="读取“教师基本信息”"),
        "sex": Item("性别", "code", table="sex", note="读取“教师基本信息”"),
        "birth": Item("出生日期", "date", note="读取“教师基本信息”"),
        "political_status": Item(
            "政治面貌", "code", table="political_affiliation", note="读取“教师基本信息”"
        ),
        "education_level": Item("最高学历", "code", table="education_level", note="读取“教师基本信息”"),
        "department": Item("所属机构", note="读取“教师工作信息”"),
        "status": Item("当前状态", "code", table="teacher_status", note="读取“教师工作信息”"),
        "classes": Item("所带班级", note="“班级信息”中以其为班主任、班级状态为在校的班级"),
        "class_count": Item("所带班级数", "integer", unit="个", note="所带班级的个数"),
        "student_count": Item("所带学生数", "integer", unit="人", note="所带班级“总人数”之和"),
        "since": Item("任班主任起始年月", note="所带班级中最早的“班主任任职年月”"),
    }
    listing = ["number", "name", "sex", "department", "classes", "class_count", "student_count", "since"]
    filters = ["number", "name", "department"]

    def compute(self, reader: Reader) -> list[SummaryRow]:
        """One row per full-time head teacher, by 工号; two queries whatever the size of the school."""
        classes = defaultdict(list)
        for row in (
            reader.there("general.SchoolClass")
            .filter(head_teacher__isnull=False)
            .order_by("number")
            .values("id", "name", "head_teacher_id", "total", "head_since")
        ):
            classes[row["head_teacher_id"]].append(row)
        posts = (
            reader.rows("general.TeacherEmployment")
            .filter(head_teacher_kind=FULL_TIME, teacher_id__in=list(classes))
            .order_by("teacher__number")
            .values(
                "id",
                "teacher_id",
                "status",
                "department__name",
                *(f"teacher__{name}" for name in TEACHER_ITEMS),
            )
        )
        return [self._row(post, classes[post["teacher_id"]]) for post in posts]

    @staticmethod
    def _row(post: dict, classes: list[dict]) -> SummaryRow:
        """A teacher's row with the records it came from."""
        return SummaryRow(
            values={
                **{name: post[f"teacher__{name}"] for name in TEACHER_ITEMS},
                "department": post["department__name"],
                "status": post["status"],
                "classes": "、".join(row["name"] for row in classes),
                "class_count": len(classes),
                "student_count": sum(row["total"] or 0 for row in classes),
                "since": min((row["head_since"] for row in classes if row["head_since"]), default=None),
            },
            origins=[
                ("teacher", post["teacher_id"], post["teacher__name"]),
                ("teacher_employment", post["id"], "工作信息"),
                *(("school_class", row["id"], row["name"]) for row in classes),
            ],
        )


class Counsellor(Summary):
    """德育工作 / 德育团队 / 心理咨询师: teachers whose work is counselling."""

    label = "心理咨询师"
    module = "moral"
    definition = "“教师工作信息”中承担工作含“心理咨询”，且填报时在职、返聘或延聘的教师"
    reads = ["general.Teacher", "general.TeacherEmployment"]
    items = {
        "number": Item("工号", note="读取“教师基本信息”"),
        "name": Item("姓名", note="读取“教师基本信息”"),
        "sex": Item("性别", "code", table="sex", note="读取“教师基本信息”"),
        "birth": Item("出生日期", "date", note="读取“教师基本信息”"),
        "political_status": Item(
            "政治面貌", "code", table="political_affiliation", note="读取“教师基本信息”"
        ),
        "education_level": Item("最高学历", "code", table="education_level", note="读取“教师基本信息”"),
        "studied": Item("最高学历所学专业", note="读取“教师基本信息”，看是否心理学类专业"),
        "department": Item("所属机构", note="读取“教师工作信息”"),
        "job_title": Item("职务", note="读取“教师工作信息”"),
        "status": Item("当前状态", "code", table="teacher_status", note="读取“教师工作信息”"),
        "joined_school": Item("来校年月", note="读取“教师工作信息”"),
        "is_part_time": Item("是否兼职教师", note="读取“教师工作信息”，兼职教师为校外聘请"),
    }
    listing = ["number", "name", "sex", "education_level", "studied", "department", "status"]
    filters = ["number", "name", "department"]

    def compute(self, reader: Reader) -> list[SummaryRow]:
        """One row per teacher, by 工号; one query."""
        names = ("number", "name", "sex", "birth", "political_status", "education_level", "studied")
        posts = (
            reader.there("general.TeacherEmployment")
            .filter(duties__contains=COUNSELLING)
            .order_by("teacher__number")
            .values(
                "id",
                "teacher_id",
                "duties",
                "status",
                "job_title",
                "joined_school",
                "is_part_time",
                "department__name",
                *(f"teacher__{name}" for name in names),
            )
        )
        return [
            SummaryRow(
                values={
                    **{name: post[f"teacher__{name}"] for name in names},
                    "department": post["department__name"],
                    "job_title": post["job_title"],
                    "status": post["status"],
                    "joined_school": post["joined_school"],
                    "is_part_time": "是" if post["is_part_time"] else "否",
                },
                origins=[
                    ("teacher", post["teacher_id"], post["teacher__name"]),
                    ("teacher_employment", post["id"], "工作信息"),
                ],
            )
            for post in posts
            if COUNSELLING in post["duties"].split(",")
        ]


class YouthLeagueMember(Summary):
    """德育工作 / 共青团组织 / 团员信息: members of the Youth League among students and staff."""

    label = "团员信息"
    module = "moral"
    definition = (
        "政治面貌为“共青团员”的学生和教师：学生以“学生学籍信息”填报时在读（含复学）为准，"
        "教师以“教师工作信息”填报时在职、返聘或延聘为准"
    )
    reads = [
        "general.Student",
        "general.StudentEnrolment",
        "general.SchoolClass",
        "general.Teacher",
        "general.TeacherEmployment",
    ]
    items = {
        "kind": Item("人员类别", note="学生或教师，由记录所在的表单决定"),
        "number": Item("学号或工号", note="读取“学生基本信息”或“教师基本信息”"),
        "name": Item("姓名", note="读取“学生基本信息”或“教师基本信息”"),
        "sex": Item("性别", "code", table="sex", note="读取“学生基本信息”或“教师基本信息”"),
        "birth": Item("出生日期", "date", note="读取“学生基本信息”或“教师基本信息”"),
        "ethnic_group": Item(
            "民族", "code", table="ethnic_groups", note="读取“学生基本信息”或“教师基本信息”"
        ),
        "unit": Item("班级或机构", note="学生为“学生学籍信息”所在班级，教师为“教师工作信息”所属机构"),
        "grade": Item("年级", "integer", note="读取“学生学籍信息”，教师没有年级"),
    }
    listing = ["kind", "number", "name", "sex", "birth", "ethnic_group", "unit", "grade"]
    filters = ["kind", "number", "name", "unit"]

    def compute(self, reader: Reader) -> list[SummaryRow]:
        """Students by class and number, then teachers by 工号; two queries whatever the size of the school."""
        students = (
            reader.there("general.StudentEnrolment")
            .filter(student__political_status=LEAGUE_MEMBER)
            .order_by("school_class__number", "student__number")
            .values("id", "student_id", "grade", "school_class_id", "school_class__name", *_of("student"))
        )
        teachers = (
            reader.there("general.TeacherEmployment")
            .filter(teacher__political_status=LEAGUE_MEMBER)
            .order_by("teacher__number")
            .values("id", "teacher_id", "department__name", *_of("teacher"))
        )
        return [self._student(row) for row in students] + [self._teacher(row) for row in teachers]

    @staticmethod
    def _student(row: dict) -> SummaryRow:
        """A student's row with the records it came from."""
        name = row["student__name"]
        origins = [("student", row["student_id"], name), ("student_enrolment", row["id"], "学籍信息")]
        if row["school_class_id"]:
            origins.append(("school_class", row["school_class_id"], row["school_class__name"]))
        person = {item: row[f"student__{item}"] for item in PERSON_ITEMS}
        return SummaryRow(
            {"kind": "学生", **person, "unit": row["school_class__name"], "grade": row["grade"]}, origins
        )

    @staticmethod
    def _teacher(row: dict) -> SummaryRow:
        """A teacher's row with the records it came from."""
        person = {item: row[f"teacher__{item}"] for item in PERSON_ITEMS}
        return SummaryRow(
            {"kind": "教师", **person, "unit": row["department__name"], "grade": None},
            [
                ("teacher", row["teacher_id"], row["teacher__name"]),
                ("teacher_employment", row["id"], "工作信息"),
            ],
        )


def _of(person: str) -> list[str]:
    """Paths of the items of a person through the reference of that name."""
    return [f"{person}__{item}" for item in PERSON_ITEMS]
