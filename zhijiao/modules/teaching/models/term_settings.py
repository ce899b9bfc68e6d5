"""教学管理 / 教学运行 / 基础信息设置."""

from zhijiao.filing.declare import (
    Count,
    Date,
    Declaration,
    Flag,
    LongText,
    NotLess,
    RowCheck,
    SumOf,
    TermRecord,
    Text,
)
from zhijiao.modules.teaching import judgements


class TermSettings(TermRecord):
    """教学管理 / 教学运行 / 基础信息设置: the frame of a term: days, weeks, periods of a day.

    It says which terms the school has: schedules, timetables and lessons of a term stand inside it (guide). A short
    term for practice beside the two of the year has a name of its own.
    """

    name = Text(
        "学期名称",
        max_length=40,
        note="如“2020-2021学年第一学期”，课程表和成绩用它显示；另设短学期的单独填一条，名称写明",
        example="2020-2021学年第一学期",
        source="JY/T 1005-2012 ZZJX0103 XQMC",
    )
    starts = Date(
        "学期开始日期",
        note="学生正式上课的第一天，教学周从这一天所在的周起算",
        example="2020-09-07",
        source="JY/T 1005-2012 ZZJX0103 XQKSRQ",
    )
    ends = Date(
        "学期结束日期",
        after="starts",
        note="放假前最后一个教学日，须晚于开始日期",
        example="2021-01-22",
        source="JY/T 1005-2012 ZZJX0103 XQJSRQ",
    )
    weeks = Count(
        "教学周数",
        unit="周",
        min=1,
        max=30,
        note="含考试周，不含军训和假期",
        example=20,
        source="教职成〔2019〕13号",
    )
    exam_weeks = Count(
        "考试周数",
        unit="周",
        note="包含在教学周数内，没有的填0",
        example=1,
        source="项目扩展",
    )
    drill_weeks = Count(
        "军训与入学教育周数",
        unit="周",
        max=10,
        note="不计入教学周数，第二学期一般没有，没有的填0",
        example=2,
        source="项目扩展",
    )
    days = Count(
        "每周上课天数",
        unit="天",
        min=1,
        max=7,
        note="按课程表排课的天数，一般为5天，周六上课的填6",
        example=5,
        source="项目扩展",
    )
    periods = Count(
        "每天节数",
        unit="节",
        min=1,
        max=16,
        note="不含早晚自习",
        example=7,
        source="项目扩展",
    )
    minutes = Count(
        "每节课分钟数",
        unit="分钟",
        min=20,
        max=120,
        note="一般为40或45分钟",
        example=45,
        source="项目扩展",
    )
    morning = Count(
        "上午节数",
        unit="节",
        max=8,
        note="与下午、晚上节数之和等于每天节数",
        example=4,
        source="项目扩展",
    )
    afternoon = Count(
        "下午节数",
        unit="节",
        max=8,
        note="午休以后的正式课，不含自习和课外活动，没有的填0",
        example=3,
        source="项目扩展",
    )
    evening = Count(
        "晚上节数",
        unit="节",
        max=8,
        note="有正式课程的填写，没有的填0",
        example=0,
        source="项目扩展",
    )
    times = LongText(
        "作息时间表",
        blank=True,
        note="每行一节：节次、开始时间、结束时间",
        example="第1节 08:00-08:45，第2节 08:55-09:40",
        source="项目扩展",
    )
    holidays = LongText(
        "放假调休安排",
        blank=True,
        note="法定节假日和调课安排",
        example="10月1日至8日国庆节、中秋节放假，10月10日补10月8日的课",
        source="项目扩展",
    )
    current = Flag(
        "是否当前学期",
        note="同一时间只有一个学期选“是”",
        example="是",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="推迟开学、线上教学等情况",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "教学运行基础信息设置"

    class Filing(Declaration):
        key = ["name"]
        title = ["name"]
        listing = ["year", "term", "name", "starts", "ends", "weeks", "periods", "current"]
        filters = ["name", "current"]
        ordering = ["-year", "-term"]
        sections = {
            "学期": "name",
            "教学周": "weeks",
            "作息": "days",
            "说明": "times",
        }
        checks = [
            SumOf("periods", ["morning", "afternoon", "evening"]),
            NotLess("weeks", "exam_weeks"),
            RowCheck(
                ["year", "term", "starts"],
                judgements.begins_in_its_term,
                "与所填学年、学期不符：第一学期在8月至10月开始，第二学期在次年1月至4月开始",
                "请核对学年、学期和开始日期",
            ),
            RowCheck(
                ["starts", "ends", "weeks"],
                judgements.weeks_fit_the_days,
                "多于起止日期之间的周数",
                "请核对起止日期与教学周数",
            ),
        ]
