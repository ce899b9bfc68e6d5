"""自动汇总 of the module 德育工作."""

from collections import defaultdict

from zhijiao.filing.declare import Item, Reader, Summary, SummaryRow

FULL_TIME = "1"
IN_SCHOOL = "1"


class HeadTeacher(Summary):
    """德育工作 / 德育团队 / 专职班主任: teachers who lead a class and do nothing else."""

    label = "专职班主任"
    module = "moral"
    definition = "“班级信息”中班级状态为在校的班主任，且其“教师工作信息”的班主任类型为“专职班主任”"
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
            reader.rows("general.SchoolClass")
            .filter(status=IN_SCHOOL, head_teacher__isnull=False)
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


TEACHER_ITEMS = ("number", "name", "sex", "birth", "political_status", "education_level")
