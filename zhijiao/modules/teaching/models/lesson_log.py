"""教学管理 / 教学运行 / 实际授课情况."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Date,
    Declaration,
    Flag,
    LongText,
    NotLess,
    Number,
    Ref,
    RequiredIf,
    RowCheck,
    TermRecord,
    Text,
    WithinPeriod,
)
from zhijiao.modules.teaching import judgements


class LessonLog(TermRecord):
    """教学管理 / 教学运行 / 实际授课情况: lessons as they were given, one row a lesson.

    Made from the timetable week by week; what differs from it is all that need be typed.
    """

    held = Date(
        "授课日期",
        before="today",
        note="实际上课的日期，须在本学期内",
        example="2020-11-18",
        source="项目扩展",
    )
    first_period = Count(
        "开始节次",
        min=1,
        max=16,
        note="从第几节开始上，与“学期课程表”的开始节次一致，调课的填实际节次",
        example=1,
        source="JY/T 1005-2012 ZZJX0304 SKSJ",
    )
    periods = Count(
        "连续节数",
        unit="节",
        min=1,
        max=16,
        note="实际连上几节，停课的填原定节数",
        example=2,
        source="JY/T 1005-2012 ZZJX0304 SKSJ",
    )
    number = Text(
        "课序号",
        max_length=20,
        note="与“学期课程表”的课序号一致，临时增加的课自编",
        example="KX0101-1",
        source="JY/T 1005-2012 ZZJX0304 KXH",
    )
    course = Ref(
        "课程",
        "teaching.Course",
        note="填课程号，与该课序号在课程表中的课程一致",
        example="KC0101",
        source="JY/T 1005-2012 ZZJX0102 KCH",
    )
    school_class = Ref(
        "上课班级",
        "general.SchoolClass",
        note="填班号，合班上课的每班一条",
        example="2020JY01",
        source="JY/T 1005-2012 ZZJX0304 SKXZBDM",
    )
    teacher = Ref(
        "实际授课教师",
        "general.Teacher",
        note="填工号；实际站在课堂上的教师，代课的填代课教师",
        example="js002",
        source="JY/T 1005-2012 ZZJX0304 JSJGH",
    )
    status = Code(
        "授课状态",
        "lesson_status",
        note="与课程表对照：换时间选“调课”，换教师选“代课”，没有上选“停课”",
        example="按计划授课",
        source="项目扩展",
    )
    mode = Code(
        "授课方式",
        "teaching_mode",
        note="线上的选“网络教学”",
        example="面授讲课",
        source="JY/T 1005-2012 ZZJX0102 SKFSM",
    )
    hours = Number(
        "实际课时",
        digits=6,
        places=1,
        min=0,
        unit="课时",
        max=16,
        note="实际完成的课时，一节计1；停课的填0，临时缩短的按实填",
        example=2,
        source="JY/T 1005-2012 ZZJX0502 LLZXS",
    )
    practice_hours = Number(
        "其中实践课时",
        digits=6,
        places=1,
        min=0,
        unit="课时",
        max=16,
        note="包含在实际课时内，没有的填0",
        example=0,
        source="JY/T 1005-2012 ZZJX0502 SJZXS",
    )
    place = Text(
        "授课地点",
        max_length=60,
        blank=True,
        note="与课程表不同的填写",
        source="JY/T 1005-2012 ZZJX0304 JXDD",
    )
    content = Text(
        "授课内容",
        max_length=100,
        note="章节或项目名称",
        example="项目二 双绞线制作与测试",
        source="项目扩展",
    )
    expected = Count(
        "应到学生数",
        unit="人",
        note="教学班在籍学生，不含休学、外出实习的",
        example=45,
        source="项目扩展",
    )
    present = Count(
        "实到学生数",
        unit="人",
        note="上课点名的实到人数，迟到的计入",
        example=44,
        source="项目扩展",
    )
    late = Count(
        "迟到早退人数",
        unit="人",
        note="上课后到或下课前离开的人次合计，没有的填0",
        example=0,
        source="JY/T 1005-2012 ZZJX0602 CDCS",
    )
    absent = Count(
        "旷课人数",
        unit="人",
        note="没有请假而缺席的学生，没有的填0",
        example=0,
        source="JY/T 1005-2012 ZZJX0602 KKCS",
    )
    homework = Text(
        "作业布置",
        max_length=100,
        blank=True,
        note="布置的作业或实训报告名称，没有布置的不填",
        source="项目扩展",
    )
    incident = Flag(
        "教学事故",
        note="经教务部门认定的选“是”并在备注说明",
        example="否",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="调课、代课、补课、停课须写明原因和批准人；教学事故写明认定结论",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "实际授课情况"

    class Filing(Declaration):
        key = ["held", "first_period", "number", "school_class"]
        listing = [
            "year",
            "term",
            "held",
            "first_period",
            "school_class",
            "course",
            "teacher",
            "status",
            "hours",
            "present",
        ]
        filters = ["held", "school_class", "course", "teacher", "status", "mode"]
        ordering = ["-held", "first_period"]
        needs = ["teaching.TermSettings"]
        boards = {"timetable:given": "按课表记录"}
        sections = {
            "课次": "held",
            "授课": "teacher",
            "出勤": "expected",
            "记录": "incident",
        }
        checks = [
            WithinPeriod("held"),
            NotLess("hours", "practice_hours"),
            NotLess("expected", "present", "", "实到人数不能多于应到人数，借读、插班的计入应到"),
            NotLess("expected", "absent"),
            NotLess("present", "late"),
            RowCheck(
                ["status", "hours"],
                judgements.cancelled_lessons_have_no_hours,
                "停课的填0，其他授课状态应大于0",
                "请核对授课状态与实际课时",
            ),
            RequiredIf("remarks", "status", equals=("2", "3", "4", "5")),
            RequiredIf("remarks", "incident", equals=True),
        ]
