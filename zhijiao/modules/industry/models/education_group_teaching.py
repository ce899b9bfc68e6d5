"""产教融合 / 集团化办学 / 教学情况."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Count,
    Declaration,
    LongText,
    Lookup,
    Money,
    NotLess,
    Ref,
)


class EducationGroupTeaching(AnnualRecord):
    """产教融合 / 集团化办学 / 教学情况: what the group does for teaching in a school year.

    The leading school gives figures of the whole group, a member its own (guide).
    """

    group = Ref(
        "集团",
        "industry.EducationGroup",
        note="填编号，须先在“职教集团基本信息”中录入；本学年没有活动的也填一行0",
        example="JT01",
        source="填报指南 第三部分",
    )
    role = Lookup(
        "本校角色",
        "group.role",
        note="读取“职教集团基本信息”：牵头单位填整个集团的数，其他角色填本校的数",
        source="填报指南 第三部分",
    )
    majors = Count(
        "集团内开设专业数",
        unit="个",
        min=1,
        note="按填报口径统计，同一专业代码只计一次",
        example=18,
        source="教职成〔2015〕4号",
    )
    shared_majors = Count(
        "共建专业数",
        unit="个",
        note="成员之间共同制订人才培养方案的专业，没有的填0",
        example=4,
        source="教职成〔2015〕4号",
    )
    standards = Count(
        "共同制订教学标准数",
        unit="项",
        note="专业教学标准、课程标准、岗位标准合计，没有的填0",
        example=6,
        source="教职成〔2015〕4号",
    )
    courses = Count(
        "共建共享课程数",
        unit="门",
        note="两个以上成员共同使用的课程，没有的填0",
        example=9,
        source="教职成〔2015〕4号",
    )
    textbooks = Count(
        "共同编写教材数",
        unit="种",
        note="两个以上成员共同署名、已使用的教材，没有的填0",
        example=3,
        source="教职成〔2015〕4号",
    )
    bases = Count(
        "共建共享实训基地数",
        unit="个",
        note="成员之间签有共建共享协议的实训基地，没有的填0",
        example=5,
        source="教职成〔2015〕4号",
    )
    passage = Count(
        "中高职衔接贯通培养学生数",
        unit="人",
        note="集团内院校之间分段培养的在籍学生，没有的填0",
        example=240,
        source="教职成〔2011〕9号",
    )
    exchange = Count(
        "集团内跨校学习学生数",
        unit="人",
        note="到其他成员院校学习一个月以上的学生，没有的填0",
        example=0,
        source="教职成〔2015〕4号",
    )
    students = Count(
        "受益学生数",
        unit="人",
        note="按填报口径统计的在校生中使用共建课程、基地或参加集团项目的，每人计一次，没有的填0",
        example=3200,
        source="项目扩展",
    )
    teachers = Count(
        "校际互聘教师数",
        unit="人",
        note="成员院校之间互聘任课一学期以上的教师，没有的填0",
        example=8,
        source="教职成〔2015〕4号",
    )
    lecturers = Count(
        "企业兼职教师数",
        unit="人",
        note="集团内企业派到院校任课的人员，没有的填0",
        example=26,
        source="教职成〔2015〕4号",
    )
    practising = Count(
        "教师到成员企业实践人次",
        unit="人次",
        note="每人每次计一次，没有的填0",
        example=54,
        source="教师〔2016〕3号",
    )
    meetings = Count(
        "集团内教研活动次数",
        unit="次",
        note="跨成员单位的教研、备课、论坛活动，一项活动计一次，没有的填0",
        example=6,
        source="项目扩展",
    )
    contests = Count(
        "集团内技能竞赛次数",
        unit="次",
        note="由集团组织、成员参加的竞赛，没有的填0",
        example=2,
        source="项目扩展",
    )
    fund = Money(
        "教学经费投入",
        unit="万元",
        note="本学年用于集团教学合作的支出，没有的填0",
        example=45,
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="牵头单位更换、停止运行等情况",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "职教集团教学情况"

    class Filing(Declaration):
        key = ["group"]
        listing = ["year", "group", "role", "majors", "students", "teachers", "fund"]
        filters = ["group"]
        follows = "group"
        sections = {
            "集团": "group",
            "专业与课程": "majors",
            "学生": "passage",
            "教师": "teachers",
            "竞赛与经费": "contests",
        }
        checks = [
            NotLess("majors", "shared_majors"),
        ]
