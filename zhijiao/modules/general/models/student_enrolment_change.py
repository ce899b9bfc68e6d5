"""综合信息 / 学生信息 / 学生学籍信息 / 学籍异动."""

from zhijiao.filing.declare import (
    Code,
    Date,
    Declaration,
    LongText,
    Number,
    Record,
    Ref,
    RequiredIf,
    Text,
    YearNo,
)

LEFT_OUT, CAME_IN, OTHER_MAJOR, OTHER_CLASS = "21", "22", "23", "29"
REPEATS, BACK, OTHER = ("02", "03"), "12", "99"
IN_A_CLASS = (*REPEATS, BACK, CAME_IN, OTHER_MAJOR, OTHER_CLASS)
SCHOOL_CODE = (r"\d{10}", "学校标识码应为10位数字")


def _length(label: str, note: str) -> Number:
    """A length of study before or after the change."""
    return Number(
        label, digits=2, places=1, min=1, max=6, unit="年", blank=True, note=note, source="项目扩展"
    )


class StudentEnrolmentChange(Record):
    """综合信息 / 学生信息 / 学生学籍信息 / 学籍异动: every change of enrolment of a student, one row each.

    JY/T 1005 ZZXS0702. It has no place in the menu of its own: the page of an enrolment shows its changes, and its
    rights are those of 学生学籍信息, where what holds today is kept.
    """

    enrolment = Ref(
        "学生",
        "general.StudentEnrolment",
        note="填学号，须先在“学生学籍信息”中录入；每办理一次异动填一条，以前的不删除",
        example="2020010101",
        source="JY/T 1005-2012 ZZXS0101 XH",
    )
    kind = Code(
        "异动类别",
        "student_change",
        note="按学籍主管部门审批的类别选择；保存后还要在“学生学籍信息”中更新状态、班级和年级",
        example="休学",
        source="JY/T 1005-2012 ZZXS0702 YDLBM",
    )
    date = Date(
        "异动日期",
        before="today",
        note="审批生效的日期，以学籍系统的记录为准；同一天办理两种异动的分两条填写",
        example="2021-03-01",
        source="JY/T 1005-2012 ZZXS0702 YDRQ",
    )
    reason = Code(
        "异动原因",
        "student_change_reason",
        note="以审批表填写的原因为准，表中没有合适原因的选“其他”并在异动说明中写明",
        example="其他疾病",
        source="JY/T 1005-2012 ZZXS0702 YDYYM",
    )
    until = Date(
        "期满日期",
        blank=True,
        after="date",
        note="休学、保留学籍批准的截止日期，到期前应办理复学；没有期限的不填",
        example="2022-02-28",
        source="项目扩展",
    )
    explanation = LongText(
        "异动说明",
        blank=True,
        note="审批表以外需要说明的情况，病情等个人隐私不写",
        source="JY/T 1005-2012 ZZXS0702 YDSM",
    )
    approved = Date(
        "审批日期",
        blank=True,
        before="today",
        note="学籍主管部门审批通过的日期，由学校自行办理的填学校批准的日期",
        example="2021-03-01",
        source="JY/T 1005-2012 ZZXS0702 SPRQ",
    )
    approval = Text(
        "审批文号",
        max_length=40,
        blank=True,
        note="批准文件的文号，没有文件的填学籍系统的审批编号",
        example="云职学籍〔2021〕6号",
        source="JY/T 1005-2012 ZZXS0702 SPWH",
    )
    handler = Ref(
        "经办人",
        "general.Teacher",
        blank=True,
        note="填工号；在学籍系统中提交这次异动的教职工",
        example="js002",
        source="JY/T 1005-2012 ZZXS0702 JBRGH",
    )
    from_school = Text(
        "来源学校",
        max_length=60,
        blank=True,
        note="转入学生原来就读的学校全称，在本校内部的异动不填",
        source="项目扩展",
    )
    from_code = Text(
        "来源学校标识码",
        max_length=10,
        blank=True,
        pattern=SCHOOL_CODE,
        note="来源学校的10位标识码，可在转学申请表上查到",
        source="JY/T 1005-2012 ZZXS0702 YDLYXXM",
    )
    to_school = Text(
        "去向学校",
        max_length=60,
        blank=True,
        note="转出学生要去就读的学校全称，退学等不转学的不填",
        source="项目扩展",
    )
    to_code = Text(
        "去向学校标识码",
        max_length=10,
        blank=True,
        pattern=SCHOOL_CODE,
        note="接收学校的10位标识码，可在转学申请表上查到",
        source="JY/T 1005-2012 ZZXS0702 YDQXXXM",
    )
    former_major = Code(
        "原专业",
        "majors",
        blank=True,
        note="异动前所学的专业，从专业目录中选；目录外专业不选，写在异动说明",
        example="710201",
        source="JY/T 1005-2012 ZZXS0702 YZYM",
    )
    former_class = Ref(
        "原班级",
        "general.SchoolClass",
        blank=True,
        note="异动前所在的本校班级，填班号；转入的学生没有",
        example="2020JY01",
        source="JY/T 1005-2012 ZZXS0702 YBH",
    )
    former_grade = YearNo(
        "原年级",
        min=1990,
        blank=True,
        note="异动前的年级，按入学年份填写",
        example=2020,
        source="JY/T 1005-2012 ZZXS0702 YNJ",
    )
    former_length = _length("原学制", "异动前的修业年限，没有改变学制的可以不填")
    major = Code(
        "现专业",
        "majors",
        blank=True,
        note="异动后所学的专业，离校的不填；目录外专业不选，写在异动说明",
        source="JY/T 1005-2012 ZZXS0702 XZYM",
    )
    school_class = Ref(
        "现班级",
        "general.SchoolClass",
        blank=True,
        note="异动后编入的班级，填班号；休学、退学、转出的不填",
        source="JY/T 1005-2012 ZZXS0702 XBH",
    )
    grade = YearNo(
        "现年级",
        min=1990,
        blank=True,
        note="异动后随读的年级，按该年级的入学年份填写",
        source="JY/T 1005-2012 ZZXS0702 XNJ",
    )
    length = _length("现学制", "异动后的修业年限，没有改变学制的可以不填")

    class Meta:
        verbose_name = "学籍异动"

    class Filing(Declaration):
        part_of = "enrolment"
        key = ["enrolment", "date", "kind"]
        listing = ["enrolment", "date", "kind", "reason", "approved", "approval", "school_class", "to_school"]
        filters = ["enrolment", "kind", "date", "reason"]
        ordering = ["-date", "enrolment"]
        sections = {
            "异动": "enrolment",
            "审批": "approved",
            "转学学校": "from_school",
            "异动前": "former_major",
            "异动后": "major",
        }
        checks = [
            RequiredIf("explanation", "kind", equals=OTHER),
            RequiredIf("from_school", "kind", equals=CAME_IN),
            RequiredIf("to_school", "kind", equals=LEFT_OUT),
            RequiredIf("former_major", "kind", equals=OTHER_MAJOR),
            RequiredIf("former_class", "kind", equals=(*REPEATS, OTHER_MAJOR, OTHER_CLASS)),
            RequiredIf("former_grade", "kind", equals=REPEATS),
            RequiredIf("major", "kind", equals=OTHER_MAJOR),
            RequiredIf("school_class", "kind", equals=IN_A_CLASS),
            RequiredIf("grade", "kind", equals=(*REPEATS, BACK, CAME_IN)),
        ]
