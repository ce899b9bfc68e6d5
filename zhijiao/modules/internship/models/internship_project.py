"""实习实训 / 实习安排 / 实习项目."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Count,
    Date,
    Declaration,
    File,
    Flag,
    LongText,
    Lookup,
    Ref,
    RequiredIf,
    Text,
    WithinPeriod,
)
from zhijiao.modules.internship import preparations


class InternshipProject(AnnualRecord):
    """实习实训 / 实习安排 / 实习项目: one internship of one class: course, dates, who looks after it, what was
    filed.

    Before a first project the nine states of the guide have to be reached (`preparations`). What
    职业学校学生实习管理规定 (教职成〔2021〕4号) forbids is asked for, not refused: the rules of 实习合规 speak
    of it.
    """

    number = Text(
        "实习项目编号",
        max_length=20,
        note="学校自编，各学年都不重复，建议用学年加流水号；学生实习去向用它引用",
        example="SX2020001",
        source="项目扩展",
    )
    name = Text(
        "实习项目名称",
        max_length=80,
        search=True,
        note="写明年级、专业和实习类型，与实习方案一致",
        example="20级计算机应用1班企业认识实习",
        source="项目扩展",
    )
    kind = Code(
        "实习类型",
        "internship_kind",
        note="到单位参观、观摩、体验的选“认识实习”，在岗位上辅助或独立工作的选“岗位实习”",
        example="认识实习",
        source="职业学校学生实习管理规定",
    )
    school_class = Ref(
        "班级",
        "general.SchoolClass",
        note="填班号；班级状态须为“在校”、建班年月已填；几个班一起实习的每班一条",
        example="2020JY01",
        source="填报指南 第三部分",
    )
    grade = Lookup(
        "年级",
        "school_class.grade",
        note="读取“班级信息”，一年级不得安排岗位实习",
        source="填报指南 第三部分",
    )
    major = Lookup(
        "专业",
        "school_class.major",
        note="读取“班级信息”的所属专业，岗位应与它相同或相近",
        source="填报指南 第三部分",
    )
    course = Ref(
        "课程",
        "teaching.Course",
        note="填课程号，须为在“课程信息”中编辑了实践项目的B类或C类课程",
        example="KC0101",
        source="填报指南 第三部分",
    )
    course_class = Lookup(
        "课程类别",
        "course.abc",
        note="读取“课程信息”的A/B/C类，A类课程没有实践，不能安排实习",
        source="填报指南 第三部分",
    )
    practice = Text(
        "实践项目",
        max_length=60,
        note="照抄“课程信息”中该课程的实践项目名称，一次实习含几个项目的用顿号分隔",
        example="小型局域网组建",
        source="填报指南 第三部分",
    )
    organisation = Code(
        "组织方式",
        "internship_organisation",
        note="多数学生由学校安排单位的选“学校统一安排”，自行选择单位的须经学校批准",
        example="学校统一安排",
        source="职业学校学生实习管理规定",
    )
    training_base = Ref(
        "校内实训基地",
        "general.TrainingBase",
        blank=True,
        note="在校内生产性基地实习的填实训基地编号，到校外的不填",
        source="JY/T 1005-2012 ZZJX0705 XNJDMC",
    )
    base = Ref(
        "校外实习实训基地",
        "internship.InternshipBase",
        blank=True,
        note="集中到一个基地的填基地号；分散的不填，在“学生实习去向”逐人填写",
        example="JD01",
        source="填报指南 第三部分",
    )
    starts = Date(
        "计划开始日期",
        note="实习方案确定的第一天，须在所填学年内",
        example="2021-04-12",
        source="JY/T 1005-2012 ZZJX0705 SXIKSRQ",
    )
    ends = Date(
        "计划结束日期",
        after="starts",
        note="实习方案确定的最后一天；岗位实习一般为6个月",
        example="2021-04-23",
        source="JY/T 1005-2012 ZZJX0705 SXIJSRQ",
    )
    students = Count(
        "参加学生数",
        min=1,
        unit="人",
        note="实习方案确定的人数，不多于班级在读学生",
        example=44,
        source="职业学校学生实习管理规定",
    )
    adviser = Ref(
        "校内指导教师",
        "general.Teacher",
        note="填工号；从出发到返校全程指导、管理的教师",
        example="js002",
        source="职业学校学生实习管理规定",
    )
    resident = Flag(
        "是否派教师驻点",
        note="集中实习有教师吃住在实习地管理的选“是”，只定期巡查的选“否”",
        example="是",
        source="项目扩展",
    )
    approved = Date(
        "实习方案审批日期",
        before="starts",
        note="学校审定实习方案的日期，须在实习开始之前",
        example="2021-03-15",
        source="职业学校学生实习管理规定",
    )
    filed = Flag(
        "是否报主管部门备案",
        note="实习方案和名单已在实习前报教育主管部门备案的选“是”",
        example="是",
        source="职业学校学生实习管理规定",
    )
    cross_province = Flag(
        "是否跨省实习",
        note="有学生到省外实习的选“是”，须经主管部门批准并报省级备案",
        example="否",
        source="项目扩展",
    )
    abroad = Flag(
        "是否赴境外实习",
        note="有学生到国外或港澳台实习的选“是”，须经主管部门批准",
        example="否",
        source="职业学校学生实习管理规定",
    )
    filing_number = Text(
        "备案或批准文号",
        max_length=60,
        blank=True,
        note="主管部门备案回执或批准文件的编号",
        example="云教职备〔2021〕15号",
        source="职业学校学生实习管理规定",
    )
    education_hours = Count(
        "实习前教育学时",
        unit="学时",
        note="出发前的安全、纪律、劳动法规和心理教育，没有的填0",
        example=8,
        source="职业学校学生实习管理规定",
    )
    emergency = Text(
        "应急预案名称",
        max_length=60,
        note="与企业共同制定的实习突发事件应急预案的标题",
        example="20级学生实习突发事件应急预案",
        source="职业学校学生实习管理规定",
    )
    via_agent = Flag(
        "是否通过中介机构组织",
        note="由劳务中介、派遣公司或有偿代理组织、安排、管理的选“是”；规定不得通过中介",
        example="否",
        source="职业学校学生实习管理规定",
    )
    fees = Flag(
        "是否向学生收取费用",
        note="收取押金、培训费、实习报酬提成、管理费、材料费等任何费用的选“是”；规定不得收取",
        example="否",
        source="职业学校学生实习管理规定",
    )
    status = Code(
        "项目状态",
        "internship_project_status",
        note="按填报时的进度选择，学生全部返校后选“已结束”",
        example="已结束",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="计划调整、提前终止的原因，或分批安排",
        example="分两批前往，每批22人",
        source="项目扩展",
    )

    plan = File(
        "实习方案",
        accepts=("pdf", "docx"),
        most=1,
        blank=True,
        note="学校审定的实习方案，含安全预案；三方协议另行归档，不在此上传",
        source="职业学校学生实习管理规定",
    )

    class Meta:
        verbose_name = "实习项目"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "school_class", "starts", "ends", "students", "status"]
        filters = ["number", "name", "kind", "school_class", "course", "base", "starts", "status"]
        ordering = ["-starts", "number"]
        needs = [
            "general.TrainingBase",
            "internship.InternshipBase",
            "teaching.TermSettings",
            "teaching.TeachingSchedule",
        ]
        record_boards = {"internships:project": "实习进展"}
        preparations = preparations.BEFORE_AN_INTERNSHIP
        sections = {
            "项目": "number",
            "课程与组织": "course",
            "地点": "training_base",
            "时间与管理": "starts",
            "备案": "filed",
            "保障": "education_hours",
            "状态": "status",
        }
        unique = [["number"]]
        checks = [
            WithinPeriod("starts"),
            RequiredIf("filing_number", "filed", equals=True),
            RequiredIf("filing_number", "cross_province", equals=True),
            RequiredIf("filing_number", "abroad", equals=True),
            RequiredIf("remarks", "status", equals="4"),
        ]
