"""德育工作 / 社团组织 / 社团基础信息 / 社团成员."""

from zhijiao.filing.declare import Date, Declaration, Flag, LongText, Record, Ref, RequiredIf, Text


class StudentClubMember(Record):
    """德育工作 / 社团组织 / 社团基础信息 / 社团成员: who takes part in a club, one row per student and club.

    JY/T 1005 ZZXS1202. The page of a club shows its members; they go by the rights of 社团基础信息.
    """

    club = Ref(
        "社团",
        "moral.StudentClub",
        note="填社团编号，须先在“社团基础信息”中录入",
        example="ST01",
        source="JY/T 1005-2012 ZZXS1202 STBH",
    )
    student = Ref(
        "社员",
        "general.Student",
        note="填学号；一名学生参加几个社团，每个社团填一条",
        example="2020010101",
        source="JY/T 1005-2012 ZZXS1202 XM",
    )
    joined = Date(
        "参团日期",
        before="today",
        note="批准入社的日期，只记得年月的填当月1日；退出后又参加的填最近一次",
        example="2020-10-12",
        source="JY/T 1005-2012 ZZXS1202 CDRQ",
    )
    post = Text(
        "社团职务",
        max_length=50,
        note="如社长、副社长、部长；没有职务的填“社员”",
        example="社长",
        source="JY/T 1005-2012 ZZXS1202 STZW",
    )
    duties = LongText(
        "工作内容",
        blank=True,
        note="担任职务的写明分工，普通社员不填",
        example="主持社团日常训练和招新",
        source="JY/T 1005-2012 ZZXS1202 GZNR",
    )
    evaluation = LongText(
        "社团评价",
        blank=True,
        note="指导教师对参加活动情况的评价，学年末填写，可用于学生综合评价",
        example="训练认真，乐于帮助新社员",
        source="JY/T 1005-2012 ZZXS1202 STPJ",
    )
    active = Flag(
        "是否在社",
        note="退社、毕业离校的选“否”，记录保留",
        example="是",
        source="JY/T 1005-2012 ZZXS1202 DQZT",
    )
    left = Date(
        "退社日期",
        blank=True,
        after="joined",
        before="today",
        note="退出社团或毕业离校的日期，仍在社的不填",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "社团成员"

    class Filing(Declaration):
        part_of = "club"
        key = ["club", "student"]
        listing = ["club", "student", "joined", "post", "active"]
        filters = ["club", "student", "post", "active"]
        sections = {"参加情况": "club", "工作与评价": "duties", "状态": "active"}
        checks = [RequiredIf("left", "active", equals=False)]
