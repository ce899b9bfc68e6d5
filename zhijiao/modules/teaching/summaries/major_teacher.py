"""自动汇总 of the module 教学管理: teachers of each major."""

from zhijiao.filing.declare import Item, Reader, Summary, SummaryRow

TEACHER = "读取“教师基本信息”"
WORK = "读取“教师工作信息”"
OF_TEACHER = ("number", "name", "sex", "birth", "education_level")
OF_WORK = ("category", "post", "status")
FLAGS = ("is_double_qualified", "is_part_time", "is_major_leader")


class MajorTeacher(Summary):
    """教学管理 / 专业建设 / 专业教师: teachers by the major they work in."""

    label = "专业教师"
    module = "teaching"
    definition = "“教师工作信息”中填写了所在专业，填报时在职、返聘或延聘的教师"
    reads = ["general.Teacher", "general.TeacherEmployment", "general.Major", "general.TeacherTitle"]
    items = {
        "major": Item("所在专业", note="读取“教师工作信息”的所在专业，写专业简称"),
        "number": Item("工号", note=TEACHER),
        "name": Item("姓名", note=TEACHER),
        "sex": Item("性别", "code", table="sex", note=TEACHER),
        "birth": Item("出生日期", "date", note=TEACHER),
        "education_level": Item("最高学历", "code", table="education_level", note=TEACHER),
        "category": Item("教职工类别", "code", table="teacher_category", note=WORK),
        "post": Item("任教岗位类别", "code", table="teacher_post_category", note=WORK),
        "title": Item(
            "现任最高职务", "code", table="professional_titles", note="读取“专业技术职务”中现任最高的一条"
        ),
        "is_double_qualified": Item("是否双师型教师", note=WORK),
        "is_part_time": Item("是否兼职教师", note=WORK),
        "is_major_leader": Item("是否专业带头人", note=WORK),
        "status": Item("当前状态", "code", table="teacher_status", note=WORK),
    }
    listing = ["major", "number", "name", "sex", "education_level", "title", "is_double_qualified"]
    filters = ["major", "number", "name"]

    def compute(self, reader: Reader) -> list[SummaryRow]:
        """One row per teacher with a major, by major and 工号; two queries."""
        titles = reader.rows("general.TeacherTitle").filter(is_highest=True)
        title_of = dict(titles.values_list("teacher_id", "title"))
        persons = [f"teacher__{name}" for name in OF_TEACHER]
        posts = reader.there("general.TeacherEmployment").filter(major__isnull=False)
        return [
            SummaryRow(
                {
                    "major": row["major__short_name"],
                    **{name: row[f"teacher__{name}"] for name in OF_TEACHER},
                    **{name: row[name] for name in OF_WORK},
                    **{name: "是" if row[name] else "否" for name in FLAGS},
                    "title": title_of.get(row["teacher_id"]),
                },
                [
                    ("teacher_employment", row["id"], "工作信息"),
                    ("teacher", row["teacher_id"], row["teacher__name"]),
                ],
            )
            for row in posts.order_by("major__number", "teacher__number").values(
                "id", "teacher_id", "major__short_name", *OF_WORK, *FLAGS, *persons
            )
        ]
