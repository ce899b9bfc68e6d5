"""综合信息 / 教师信息 / 教科研项目."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Date,
    Declaration,
    Flag,
    LongText,
    Lookup,
    Money,
    NotLess,
    Record,
    Ref,
    RequiredIf,
    RowCheck,
    Text,
    Whole,
)
from zhijiao.modules.general import judgements

FINISHED = "4"


class TeacherResearchProject(Record):
    """综合信息 / 教师信息 / 教科研项目: a teacher's part in a project of teaching or research (JY/T 1005 ZZJG2001)."""

    teacher = Ref(
        "教师",
        "general.Teacher",
        note="填工号；同一项目有几名本校教师参加就填几条，项目信息要一致",
        example="js002",
        source="JY/T 1005-2012 ZZJG0101 GH",
    )
    department = Lookup(
        "所属机构", "teacher.department", note="读取“教师工作信息”，在那里修改", source="填报指南 第三部分"
    )
    number = Text(
        "项目编号",
        max_length=40,
        note="立项通知书上的编号，校级项目填学校科研部门的编号",
        example="YZJG2019B035",
        source="JY/T 1005-2012 ZZJG2001 KYXMBH",
    )
    name = Text(
        "项目名称",
        max_length=100,
        search=True,
        note="与立项通知书一致，写全称，不加书名号",
        example="中职网络专业“岗课赛证”融通课程体系研究与实践",
        source="JY/T 1005-2012 ZZJG2001 KYXMMC",
    )
    kind = Code(
        "项目类型",
        "project_kind",
        note="研究课堂、课程、教材的选“教学研究”，改革试点、示范建设类选“教育改革试验”",
        example="教学研究",
        source="JY/T 1001-2012 XMLX",
    )
    project_source = Code(
        "项目来源",
        "project_source",
        note="下达或批准立项的一方：省级教改、规划课题选“省、市、自治区项目”，校级选“学校自选项目”",
        example="省、市、自治区项目",
        source="JY/T 1001-2012 XMLY",
    )
    level = Code(
        "项目级别",
        "award_level",
        note="按立项文件盖章单位的级别选择，子课题比总课题低一级",
        example="省级教育行政部门",
        source="JY/T 1001-2012 JB",
    )
    approver = Text(
        "立项单位",
        max_length=60,
        note="下达立项文件的单位全称",
        example="云岭省教育厅",
        source="项目扩展",
    )
    special_number = Text(
        "专项编号",
        max_length=40,
        blank=True,
        note="属于某一专项或总课题的，填专项或总课题的编号",
        example="YZJG2019",
        source="JY/T 1005-2012 ZZJG2001 ZXBH",
    )
    leader = Text(
        "项目负责人",
        max_length=36,
        note="立项书上的第一负责人姓名，可以不是本校教师",
        example="谭红霞",
        source="JY/T 1005-2012 ZZJG2001 XMFZR",
    )
    role = Code(
        "本人角色",
        "person_role",
        note="本人在项目中的角色，与立项书或结题证书的排名一致",
        example="项目主持人",
        source="JY/T 1001-2012 JS",
    )
    place = Whole(
        "本人排名",
        min=1,
        max=50,
        unit="位",
        note="在立项书或结题证书成员名单中的次序，主持人为1",
        example=1,
        source="项目扩展",
    )
    members = Count(
        "项目组人数",
        unit="人",
        min=1,
        max=200,
        note="包括负责人和校外成员",
        example=8,
        source="项目扩展",
    )
    started = Date(
        "立项日期",
        before="today",
        note="立项文件的落款日期，没有文件的填公布名单的日期",
        example="2019-06-12",
        source="JY/T 1005-2012 ZZJG2001 LXRQ",
    )
    planned_end = Date(
        "计划完成日期",
        after="started",
        note="任务书约定的完成日期，延期的填批准后的日期",
        example="2021-06-30",
        source="项目扩展",
    )
    status = Code(
        "执行状态",
        "project_status",
        note="正在研究的选“在研”，通过结题验收的选“结题”",
        example="结题",
        source="JY/T 1001-2012 XMZXZT",
    )
    ended = Date(
        "结题日期",
        blank=True,
        after="started",
        before="today",
        note="结题证书或验收意见的落款日期，未结题的不填",
        example="2021-05-20",
        source="JY/T 1005-2012 ZZJG2001 JTRQ",
    )
    fund = Money(
        "项目经费",
        unit="万元",
        max=10000,
        note="立项拨款加学校配套，没有经费的填0",
        example=3,
        source="项目扩展",
    )
    fund_received = Money(
        "已到账经费",
        unit="万元",
        max=10000,
        note="截至填报时实际到账的累计数，没有的填0",
        example=3,
        source="项目扩展",
    )
    fund_source = Code(
        "经费来源",
        "project_fund",
        blank=True,
        note="有经费的填写，多个来源选金额最大的一个",
        example="省、市、自治区专项费",
        source="JY/T 1001-2012 XMJFLY",
    )
    with_enterprise = Flag(
        "是否校企合作项目",
        note="企业参与研究或出资并有合作协议的选“是”",
        example="否",
        source="项目扩展",
    )
    awarded = Flag(
        "成果是否获奖",
        note="项目成果获得县级以上政府或教育行政部门奖励的选“是”",
        example="是",
        source="JY/T 1005-2012 ZZJG2001",
    )
    award_grade = Code(
        "获奖等级",
        "award_grade",
        blank=True,
        note="获奖证书上的等级，没有等级的选“未评等级”",
        example="二等",
        source="JY/T 1001-2012 JLDJ",
    )
    award_issuer = Text(
        "获奖颁发机构",
        max_length=60,
        blank=True,
        note="获奖证书上盖章的单位",
        example="云岭省教育厅",
        source="JY/T 1005-2012 ZZJG2001 BFJG",
    )
    award_date = Date(
        "获奖日期",
        blank=True,
        after="started",
        before="today",
        note="获奖证书的落款日期，没有证书的填公布结果的日期",
        example="2021-07-08",
        source="JY/T 1005-2012 ZZJG2001 HJRQ",
    )
    award_people = Text(
        "获奖人员",
        max_length=150,
        blank=True,
        note="按证书顺序写姓名，用顿号分隔",
        example="谭红霞、韦朗",
        source="JY/T 1005-2012 ZZJG2001 HJRY",
    )
    results = LongText(
        "主要成果与应用",
        blank=True,
        note="形成的报告、教材、标准、软件及在教学中的使用情况，结题的须填写",
        example="形成课程标准5门、校本教材2本，在网络专业3个年级使用",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "教科研项目"

    class Filing(Declaration):
        key = ["teacher", "number"]
        title = ["name"]
        listing = ["teacher", "department", "number", "name", "level", "role", "started", "status"]
        filters = ["teacher", "department", "name", "kind", "level", "started", "status", "with_enterprise"]
        ordering = ["teacher", "-started"]
        sections = {
            "项目": "teacher",
            "承担情况": "leader",
            "进度": "started",
            "经费": "fund",
            "成果与获奖": "awarded",
        }
        checks = [
            NotLess("members", "place"),
            NotLess("fund", "fund_received"),
            RowCheck(
                ["fund", "fund_source"],
                judgements.source_only_with_money,
                "项目经费为0，不应有经费来源",
                "请核对项目经费，或清空经费来源",
            ),
            RequiredIf("ended", "status", equals=FINISHED),
            RequiredIf("results", "status", equals=FINISHED),
            RequiredIf("award_grade", "awarded", equals=True),
            RequiredIf("award_issuer", "awarded", equals=True),
            RequiredIf("award_date", "awarded", equals=True),
        ]
