"""职教宣传 / 文明风采活动 / 竞赛项目."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Count,
    Date,
    Declaration,
    File,
    LongText,
    Ref,
    RequiredIf,
    RowCheck,
    Text,
)
from zhijiao.modules.publicity import judgements


class CivilityContest(AnnualRecord):
    """职教宣传 / 文明风采活动 / 竞赛项目: works that the school sent on to the contest of 文明风采, and their
    prizes.
    """

    number = Text(
        "作品编号",
        max_length=20,
        note="学校自编，本学年内不重复，建议用学年加流水号",
        example="WF2020001",
        source="项目扩展",
    )
    activity = Ref(
        "所属活动",
        "publicity.CivilityActivity",
        blank=True,
        note="作品来自哪一次校级活动，填活动编号",
        example="WM2020001",
        source="项目扩展",
    )
    kind = Code(
        "竞赛项目",
        "civility_kind",
        note="按报送通知公布的项目选择，与报名表一致",
        example="征文演讲",
        source="教职成〔2015〕8号",
    )
    name = Text(
        "作品名称",
        max_length=80,
        search=True,
        note="与报送名称一致，不加书名号",
        example="我的工匠梦",
        source="教职成〔2015〕8号",
    )
    subject = Code(
        "参赛类别",
        "award_subject",
        note="以团队名义报送的选“集体”，一人完成的选“个人单项”",
        example="个人单项",
        source="JY/T 1001-2012 HJLX",
    )
    entrants = Text(
        "参赛学生",
        max_length=100,
        note="按报送顺序用顿号分隔；多于5人的写前3人加“等”",
        example="陈瑶",
        source="教职成〔2015〕8号",
    )
    entrant_count = Count(
        "参赛学生数",
        min=1,
        unit="人",
        note="报送名单上的学生人数，至少1人",
        example=1,
        source="教职成〔2015〕8号",
    )
    first_student = Ref(
        "第一参赛学生",
        "general.Student",
        blank=True,
        note="报送名单上的第一人，填学号；已毕业、不在库中的不填",
        example="2020010101",
        source="项目扩展",
    )
    teacher = Ref(
        "指导教师",
        "general.Teacher",
        note="填工号；报送名单上的第一指导教师",
        example="js002",
        source="教职成〔2015〕8号",
    )
    sent_to = Code(
        "报送级别",
        "award_level",
        note="作品送到的最高一级组织单位，只在校内评选的不填报",
        example="省级教育行政部门",
        source="JY/T 1001-2012 JB",
    )
    level = Code(
        "获奖级别",
        "award_level",
        blank=True,
        note="证书盖章单位的级别，一件作品几级获奖的填最高一级",
        example="省级教育行政部门",
        source="JY/T 1001-2012 JB",
    )
    grade = Code(
        "获奖等级",
        "award_grade",
        blank=True,
        note="证书上的等级，优秀奖等没有等级的选“未评等级”",
        example="二等",
        source="JY/T 1001-2012 JLDJ",
    )
    organiser = Text(
        "颁奖单位",
        max_length=100,
        blank=True,
        note="证书盖章的单位全称，多个用顿号分隔",
        example="云岭省教育厅",
        source="JY/T 1002-2012 JCXS0204 BJDW",
    )
    won = Date(
        "获奖日期",
        before="today",
        blank=True,
        note="证书或公布文件的落款日期，未公布的不填",
        example="2021-06-10",
        source="JY/T 1002-2012 JCXS0204",
    )
    certificate = Text(
        "证书编号或公布文号",
        max_length=60,
        blank=True,
        note="证书上的编号，没有编号的填公布名单的文号",
        example="云教职成〔2021〕31号",
        source="JY/T 1002-2012 JCXS0204 JLWH",
    )
    summary = LongText(
        "作品简介",
        blank=True,
        note="一百字以内，写内容和形式",
        example="讲述在实训车间练习焊接、获得技能等级证书的经历",
        source="项目扩展",
    )

    attachments = File(
        "附件",
        most=3,
        blank=True,
        note="获奖证书和作品封面，作品全文不上传",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "竞赛项目"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "kind", "name", "entrants", "teacher", "sent_to", "level", "grade"]
        filters = ["number", "name", "kind", "teacher", "sent_to", "level", "grade"]
        sections = {
            "作品": "number",
            "参赛": "subject",
            "获奖": "level",
        }
        checks = [
            RequiredIf("grade", "level"),
            RequiredIf("organiser", "level"),
            RequiredIf("won", "level"),
            RowCheck(
                ["subject", "entrant_count"],
                judgements.one_entrant_of_a_personal_work,
                "个人作品的参赛学生数应为1",
                "几名学生合作的选“集体”",
            ),
        ]
