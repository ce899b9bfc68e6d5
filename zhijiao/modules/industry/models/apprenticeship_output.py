"""产教融合 / 现代学徒制 / 试点运行情况 / 教学开发成果."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Count,
    Date,
    Declaration,
    File,
    Flag,
    LongText,
    Ref,
    RequiredIf,
    Text,
)


class ApprenticeshipOutput(AnnualRecord):
    """产教融合 / 现代学徒制 / 试点运行情况 / 教学开发成果: what a pilot has made for teaching, one row for each result.

    The result is described, not handed over: no full texts.
    """

    number = Text(
        "成果编号",
        max_length=20,
        note="学校自编，本学年内不重复",
        example="XC001",
        source="项目扩展",
    )
    pilot = Ref(
        "试点",
        "industry.ApprenticeshipPilot",
        note="填试点编号；几个试点共用的填起主要作用的一个",
        example="XT01",
        source="填报指南 第三部分",
    )
    name = Text(
        "成果名称",
        max_length=100,
        search=True,
        note="正式名称，教材填书名",
        example="数控车削项目工作手册",
        source="教职成〔2014〕9号",
    )
    kind = Code(
        "成果类型",
        "apprenticeship_output_kind",
        note="教材、标准、课程等按主要形态选一项",
        example="教材",
        source="教职成〔2014〕9号",
    )
    finished = Date(
        "完成日期",
        before="today",
        note="审定、出版或上线的日期",
        example="2021-05-20",
        source="项目扩展",
    )
    author = Ref(
        "本校第一完成人",
        "general.Teacher",
        blank=True,
        note="填工号；企业独立完成的不填",
        example="js002",
        source="项目扩展",
    )
    authors = Count(
        "本校参与人数",
        unit="人",
        note="署名或有任务分工的本校教师，含第一完成人，企业独立完成的填0",
        example=5,
        source="项目扩展",
    )
    partners = Text(
        "企业参与人员",
        max_length=100,
        blank=True,
        note="企业署名人员，用顿号分隔；没有的不填",
        example="李强",
        source="教职成〔2014〕9号",
    )
    course_name = Text(
        "对应课程名称",
        max_length=100,
        blank=True,
        note="与“课程信息”的课程名称一致，不对应具体课程的不填",
        example="数控车削加工",
        source="项目扩展",
    )
    publisher = Text(
        "出版或审定单位",
        max_length=100,
        blank=True,
        note="出版社或审定机构的全称；成果类型为教材的必填，自编未出版的写审定的学校",
        example="云岭教育出版社",
        source="教材〔2019〕3号",
    )
    book_number = Text(
        "书号或文号",
        max_length=60,
        blank=True,
        note="ISBN或审定、发布文号",
        example="978-7-5550-0101-1",
        source="JY/T 1005-2012 ZZJX0401 CBH",
    )
    users = Count(
        "使用学生数",
        unit="人",
        note="本学年使用该成果的学徒，没有的填0",
        example=78,
        source="项目扩展",
    )
    shared = Flag(
        "是否推广到其他学校",
        note="其他学校已使用并有证明的选“是”",
        example="否",
        source="项目扩展",
    )
    award = Code(
        "获奖级别",
        "award_level",
        blank=True,
        note="成果获奖的填写，没有获奖的不填",
        source="JY/T 1001-2012 JB",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="需要说明的情况",
        source="项目扩展",
    )

    attachments = File(
        "附件",
        most=3,
        blank=True,
        note="成果封面、批准文件等能证明成果的页面，不上传全文",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "现代学徒制教学开发成果"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["year", "number", "pilot", "name", "kind", "finished", "author", "users"]
        filters = ["name", "pilot", "kind", "shared", "award"]
        follows = "pilot"
        sections = {
            "成果": "number",
            "完成人": "author",
            "出版与审定": "publisher",
            "使用与获奖": "users",
        }
        checks = [
            RequiredIf("publisher", "kind", equals="6"),
        ]
