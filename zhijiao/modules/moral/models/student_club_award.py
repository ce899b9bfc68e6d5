"""德育工作 / 社团组织 / 社团获奖."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Count,
    Date,
    Declaration,
    LongText,
    Lookup,
    Money,
    Ref,
    RequiredIf,
    RowCheck,
    Text,
    Whole,
    WithinPeriod,
)
from zhijiao.modules.moral import judgements


class StudentClubAward(AnnualRecord):
    """德育工作 / 社团组织 / 社团获奖: prizes that clubs and their members won as a club, one row each.

    Levels, grades and kinds are the code tables of JY/T 1001 (JB, JLDJ, XSHJLB, HJLX). Prizes of single students
    that have nothing to do with a club belong to 学生获奖.
    """

    club = Ref(
        "社团",
        "moral.StudentClub",
        note="填社团编号；几个社团合作获奖的填主要完成的一个",
        example="ST01",
        source="JY/T 1005-2012 ZZXS1201 STBH",
    )
    club_kind = Lookup("社团性质", "club.kind", note="读取“社团基础信息”，在那里修改", source="项目扩展")
    name = Text(
        "奖项名称",
        max_length=100,
        search=True,
        note="证书或公布文件上的奖项（竞赛）全称，含届次",
        example="云岭省职业院校技能大赛（中职组）机器人技术应用",
        source="JY/T 1001-2012 XSHJLB",
    )
    work = Text(
        "获奖项目或作品",
        max_length=100,
        blank=True,
        note="参赛作品、节目、项目的名称，综合表彰不填",
        example="智能分拣机器人",
        source="项目扩展",
    )
    kind = Code(
        "获奖类别",
        "student_award_kind",
        note="专业技能竞赛选“科技获奖”，优秀社团等综合表彰选“综合获奖”",
        example="科技获奖",
        source="JY/T 1001-2012 XSHJLB",
    )
    subject = Code(
        "获奖类型",
        "award_subject",
        note="以社团或团队名义获奖的选“集体”，社员个人的选“个人单项”或“个人综合”",
        example="集体",
        source="JY/T 1001-2012 HJLX",
    )
    level = Code(
        "获奖级别",
        "award_level",
        note="看颁奖单位：教育行政部门及其委托单位颁发的按部门级别，学会协会的选“其他”",
        example="省级教育行政部门",
        source="JY/T 1001-2012 JB",
    )
    grade = Code(
        "获奖等级",
        "award_grade",
        note="证书上的等级，优秀奖等没有等级的选“未评等级”",
        example="二等",
        source="JY/T 1001-2012 JLDJ",
    )
    rank = Whole(
        "名次",
        min=1,
        max=9999,
        unit="名",
        blank=True,
        note="公布名次的竞赛填写，只评等级的不填",
        example=5,
        source="项目扩展",
    )
    won = Date(
        "获奖日期",
        before="today",
        note="证书或公布文件的落款日期，须在所填学年内",
        example="2021-04-20",
        source="JY/T 1002-2012 JCXS0204",
    )
    organiser = Text(
        "颁奖单位",
        max_length=100,
        note="证书盖章的单位全称，多个用顿号分隔",
        example="云岭省教育厅",
        source="JY/T 1002-2012 JCXS0204",
    )
    certificate = Text(
        "证书编号或公布文号",
        max_length=60,
        blank=True,
        note="证书上的编号，没有编号的填公布名单的文号",
        example="云教职成〔2021〕18号",
        source="JY/T 1002-2012 JCXS0204 JLWH",
    )
    students = Count(
        "获奖学生人数",
        unit="人",
        min=1,
        note="证书或名单上的本社社员人数，至少1人",
        example=2,
        source="项目扩展",
    )
    winners = Text(
        "获奖学生姓名",
        max_length=200,
        note="按证书顺序填写，用顿号分隔；人数多于10人的写前3人加“等”",
        example="黄子轩、韦俊杰",
        source="项目扩展",
    )
    adviser = Ref(
        "指导教师",
        "general.Teacher",
        blank=True,
        note="证书上的第一指导教师，填工号，证书未注明的不填",
        example="js002",
        source="项目扩展",
    )
    prize = Money(
        "奖金",
        digits=10,
        max=10_000_000,
        note="主办单位实际发放的奖金，没有的填0，不含学校另行奖励",
        example=0,
        source="JY/T 1001-2012 JLFS",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="级别选“其他”的说明主办单位性质；与外校合作的说明",
        example="与市第二职业技术学校联合组队",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "社团获奖"

    class Filing(Declaration):
        key = ["club", "name", "won"]
        title = ["name"]
        listing = ["club", "name", "work", "level", "grade", "won", "students", "adviser"]
        filters = ["club", "name", "kind", "level", "grade", "won"]
        ordering = ["-won", "club"]
        sections = {
            "奖项": "club",
            "获奖": "won",
            "获奖者": "students",
        }
        checks = [
            WithinPeriod("won"),
            RequiredIf("remarks", "level", equals=judgements.OTHER_LEVEL),
            RowCheck(
                ["subject", "students"],
                judgements.one_winner_of_a_personal_award,
                "个人奖项的获奖学生人数应为1",
                "几名社员分别获奖的逐人填写；以团队名义获奖的选“集体”",
            ),
        ]
