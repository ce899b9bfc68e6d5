"""综合信息 / 教师信息 / 工作信息."""

from zhijiao.filing.declare import (
    Code,
    Codes,
    Date,
    Declaration,
    Flag,
    LongText,
    Lookup,
    Month,
    Number,
    Presence,
    Record,
    Ref,
    RequiredIf,
    RowCheck,
    Text,
)
from zhijiao.modules.general import judgements

FULL_TIME_TEACHER = "11"
GONE = ("01", "02", "03", "05", "06", "07", "08")
AWAY = ("09", "13", "14", "15", "16", "17", "99")
MAJOR_POSTS = ("2", "3")


class TeacherEmployment(Record):
    """综合信息 / 教师信息 / 工作信息: one row per teacher, the present post (JY/T 1005 ZZJG0101, 0202, 18, 19)."""

    teacher = Ref(
        "教师",
        "general.Teacher",
        reverse="employment",
        note="填工号，须先在“教师基本信息”中录入；每名教师一条，换岗时修改这一条",
        example="js002",
        source="JY/T 1005-2012 ZZJG0101 GH",
    )
    sex = Lookup(
        "性别", "teacher.sex", note="读取“教师基本信息”，在那里修改", source="JY/T 1005-2012 ZZJG0101 XBM"
    )
    department = Ref(
        "所属机构",
        "general.Department",
        note="编制或聘用关系所在的机构，读取“校内机构”；在多个机构任职的选人事关系所在机构",
        example="03",
        source="JY/T 1005-2012 ZZJG0202 JGH",
    )
    category = Code(
        "教职工类别",
        "teacher_category",
        note="专任教师指具有教师资格、专职从事教学的人员；兼课的行政人员仍选“行政人员”",
        example="专任教师",
        source="JY/T 1005-2012 ZZJG0101 JZGLBM",
    )
    staffing = Code(
        "编制类别",
        "teacher_staffing_category",
        blank=True,
        note="按岗位所属系列选择：上课的选教学类，职能处室选行政类",
        example="教学类",
        source="JY/T 1005-2012 ZZJG0101 BZLBM",
    )
    on_establishment = Flag(
        "是否在编",
        blank=True,
        note="占用机构编制部门核定编制的选“是”；编外聘用、人事代理、劳务派遣选“否”",
        example="是",
        source="项目扩展",
    )
    employment_form = Code(
        "用人形式",
        "employment_form",
        blank=True,
        note="事业单位聘用合同选“聘用”一类，劳动合同选“招用”一类，通过派遣公司用工选“劳务派遣”",
        example="订立长期合同",
        source="项目扩展",
    )
    contract_signed = Flag(
        "是否签订聘用合同",
        blank=True,
        note="现行有效的聘用合同或劳动合同，已到期未续签的选“否”",
        example="是",
        source="项目扩展",
    )
    contract_from = Date(
        "聘用合同起始日期",
        blank=True,
        note="现行合同写明的起始日期，续签后改为新合同的日期",
        example="2019-09-01",
        source="JY/T 1005-2012 ZZJG19 PYQSRQ",
    )
    contract_until = Date(
        "聘用合同终止日期",
        blank=True,
        after="contract_from",
        note="现行合同写明的终止日期，聘至退休或无固定期限的不填",
        example="2024-08-31",
        source="JY/T 1005-2012 ZZJG19 PYZZRQ",
    )
    source = Code(
        "教职工来源",
        "teacher_source",
        blank=True,
        note="来校前的身份：应届毕业、系统内外调入、军转等，以人事手续为准",
        example="系统内调入",
        source="JY/T 1002-2012 JCJG0601 LYM",
    )
    status = Code(
        "当前状态",
        "teacher_status",
        note="正常上班的选“在职”；离开学校的改为相应状态并填离校年月，不要删除",
        example="在职",
        source="JY/T 1005-2012 ZZJG0101 DQZTM",
    )
    left = Month(
        "离校年月",
        blank=True,
        after="joined_school",
        note="退休、调出、辞职等手续办结的年月，在职人员不填",
        source="JY/T 1002-2012 JCJG0701",
    )
    away_since = Month(
        "离岗年月",
        blank=True,
        after="joined_school",
        note="长病假、因公出国、停薪留职、待岗等不在岗而仍是本校人员的，填现在这次离岗开始的年月；回岗后清空",
        source="项目扩展",
    )
    started_work = Month(
        "参加工作年月",
        blank=True,
        note="人事档案认定的首次参加工作年月，与工龄计算一致；应届毕业生填报到年月",
        example="2013-07",
        source="JY/T 1005-2012 ZZJG0101 CJGZNY",
    )
    began_teaching = Month(
        "从教年月",
        blank=True,
        after="started_work",
        note="首次担任教师职务的年月，与教龄津贴计算一致；从未任教的不填",
        example="2013-09",
        source="JY/T 1005-2012 ZZJG0101 CJNY",
    )
    joined_school = Month(
        "来校年月",
        after="started_work",
        note="到本校报到的年月，不早于参加工作年月；学校合并的按原学校报到年月填写",
        example="2015-08",
        source="JY/T 1005-2012 ZZJG0101 LXNY",
    )
    industry_years = Number(
        "企业工作年限",
        digits=3,
        places=1,
        min=0,
        max=50,
        unit="年",
        blank=True,
        note="来校前在企业连续工作的年数，不含任教后到企业实践的时间；没有的填0",
        example=2,
        source="项目扩展",
    )
    job_title = Text(
        "校内职务名称",
        max_length=40,
        blank=True,
        note="如校长、教务处副主任、专业部主任，没有行政职务的不填",
        example="专业部副主任",
        source="JY/T 1005-2012 ZZJG0202 ZWMC",
    )
    post_since = Month(
        "现岗位起始年月",
        blank=True,
        note="到现岗位工作的年月，岗位变动后更新",
        example="2018-09",
        source="JY/T 1005-2012 ZZJG0202 GWQSNY",
    )
    post_grade = Code(
        "专业技术岗位等级",
        "professional_post_grade",
        blank=True,
        note="岗位聘用批复中的等级，管理岗和工勤岗人员不填",
        example="八级",
        source="GB/T 14946.1-2009",
    )
    post = Code(
        "任教岗位类别",
        "teacher_post_category",
        blank=True,
        note="专任教师和校外兼职教师填写：公共基础课选“文化基础课”，专业理论或理实一体课选“专业课”",
        example="专业课",
        source="JY/T 1005-2012 ZZJG0101 GWLBM",
    )
    major = Ref(
        "所在专业",
        "general.Major",
        blank=True,
        note="任教的主要专业，填本校专业编号，须先在“专业设置”中录入；只教公共基础课的不填",
        example="123-123",
        source="填报指南 第三部分",
    )
    subject = Text(
        "主要任教课程",
        max_length=60,
        blank=True,
        note="本学年授课最多的一两门课程，用顿号分隔",
        example="网络技术基础、综合布线",
        source="项目扩展",
    )
    weekly_hours = Number(
        "周课时",
        digits=4,
        places=1,
        min=0,
        max=40,
        unit="节",
        blank=True,
        note="本学年平均每周实际授课节数，包括实训课，不包括早晚自习和班会",
        example=12,
        source="项目扩展",
    )
    duties = Codes(
        "承担工作",
        "teacher_duty",
        blank=True,
        note="可多选；选“心理咨询”“思政课程”的自动汇总到德育工作的德育团队",
        example="班主任、实习指导",
        source="项目扩展",
    )
    head_teacher_kind = Code(
        "班主任类型",
        "head_teacher_kind",
        blank=True,
        note="不承担或基本不承担教学、专门从事班级管理的选“专职班主任”，授课教师兼任的选“兼职班主任”",
        example="兼职班主任",
        source="项目扩展",
    )
    is_major_leader = Flag(
        "是否专业带头人",
        blank=True,
        note="学校及以上部门发文确定并在有效期内的选“是”",
        example="否",
        source="项目扩展",
    )
    is_backbone = Flag(
        "是否骨干教师",
        blank=True,
        note="校级及以上骨干教师，称号在有效期内的选“是”",
        example="是",
        source="项目扩展",
    )
    research = Text(
        "主要研究方向",
        max_length=60,
        blank=True,
        note="与任教专业有关的研究或技术方向，写一两个词",
        example="网络工程",
        source="JY/T 1005-2012 ZZJG18 ZYYJFX",
    )
    is_double_qualified = Flag(
        "是否双师型教师",
        note="须经学校或教育行政部门认定并有认定文件，只持有两种证书而未认定的选“否”",
        example="是",
        source="JY/T 1005-2012 ZZJG0101 SFSSXJS",
    )
    double_level = Code(
        "双师型教师级别",
        "double_qualified_level",
        blank=True,
        note="按认定文件选择，2022年以前认定且没有分级的不填",
        example="中级双师型教师",
        source="教师厅〔2022〕2号",
    )
    double_since = Date(
        "双师型教师认定日期",
        blank=True,
        note="认定文件的落款日期，多次认定的填最近一次",
        example="2019-12-20",
        source="JY/T 1005-2012 ZZJG18 HDSSRQ",
    )
    double_evidence = Text(
        "双师型教师认定依据",
        max_length=80,
        blank=True,
        note="支撑认定的职业资格证书、非教师系列职称或企业工作经历",
        example="网络设备调试员高级工证书",
        source="JY/T 1005-2012 ZZJG18 ZYZGZS",
    )
    is_part_time = Flag(
        "是否兼职教师",
        note="从企业、行业、其他学校聘请来校授课的选“是”，校内人员兼课的选“否”",
        example="否",
        source="JY/T 1005-2012 ZZJG0101 SFJZJS",
    )
    employer = Text(
        "全职工作单位",
        max_length=60,
        blank=True,
        note="兼职教师填其人事关系所在单位的全称",
        example="云州机电设备有限公司",
        source="JY/T 1005-2012 ZZJG19 QZGZDW",
    )
    part_time_post = Code(
        "兼职岗位",
        "part_time_post",
        blank=True,
        note="兼职教师填写，一人承担多种工作的选课时最多的一种",
        example="日常教学",
        source="JY/T 1005-2012 ZZJG19 JZGWM",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="借调、支教、长期培训等不在岗情况及起止时间",
        example="2021年3月起赴结对学校支教一年",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "教师工作信息"

    class Filing(Declaration):
        boards = {"pictures:form": "图表"}
        key = ["teacher"]
        covers = "teacher"
        presence = Presence(
            since="joined_school", until="left", away="away_since", state="status", here=("04", "11", "12")
        )
        needs = ["general.Major"]
        listing = [
            "teacher",
            "sex",
            "department",
            "category",
            "major",
            "job_title",
            "is_double_qualified",
            "status",
        ]
        filters = [
            "teacher",
            "department",
            "category",
            "major",
            "post",
            "is_double_qualified",
            "is_part_time",
            "status",
        ]
        ordering = ["teacher"]
        sections = {
            "任职信息": "teacher",
            "工作经历": "started_work",
            "岗位": "job_title",
            "任教信息": "post",
            "双师型教师": "is_double_qualified",
            "兼职教师": "is_part_time",
            "备注": "remarks",
        }
        checks = [
            *(
                RequiredIf(name, "is_part_time", unless=True)
                for name in (
                    "staffing",
                    "on_establishment",
                    "employment_form",
                    "contract_signed",
                    "started_work",
                )
            ),
            RequiredIf("contract_from", "contract_signed", equals=True),
            RequiredIf("left", "status", equals=GONE),
            RequiredIf("away_since", "status", equals=AWAY),
            RequiredIf("post", "category", equals=(FULL_TIME_TEACHER, *judgements.OUTSIDE_TEACHERS)),
            RequiredIf("major", "post", equals=MAJOR_POSTS),
            RequiredIf("weekly_hours", "category", equals=FULL_TIME_TEACHER),
            RowCheck(["double_since"], judgements.not_in_future, "认定日期晚于今天", "请核对年份"),
            RequiredIf("double_since", "is_double_qualified", equals=True),
            RequiredIf("double_evidence", "is_double_qualified", equals=True),
            RequiredIf("employer", "is_part_time", equals=True),
            RowCheck(
                ["category", "is_part_time"],
                judgements.outside_teacher_is_part_time,
                "教职工类别为聘请校外教师时应选“是”",
                "请核对教职工类别与是否兼职教师",
            ),
        ]
