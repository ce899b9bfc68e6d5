"""综合信息 / 学校信息 / 校外教学点信息."""

from zhijiao.filing.declare import (
    Area,
    Code,
    Count,
    Date,
    Declaration,
    Flag,
    LongText,
    Moment,
    NotLess,
    Phone,
    Record,
    Ref,
    Region,
    RequiredIf,
    Text,
)


class OffCampusSite(Record):
    """综合信息 / 学校信息 / 校外教学点信息: places of others where the school's students are taught (guide)."""

    number = Text(
        "教学点编号",
        max_length=20,
        note="学校自编，不重复；撤销后不再使用",
        example="JXD01",
        source="项目扩展",
    )
    name = Text(
        "教学点名称",
        max_length=60,
        search=True,
        note="与批准文件一致，不用简称",
        example="隆安县职业教育中心教学点",
        source="填报指南 第三部分",
    )
    kind = Code(
        "教学点类别",
        "teaching_site_kind",
        note="按承办单位选择；办在企业里的选“企业内教学点”，学校自己的校区填“校区信息”",
        example="县级职业教育中心或职业学校",
        source="项目扩展",
    )
    partner = Text(
        "承办单位",
        max_length=60,
        note="提供场地并参与管理的单位全称，与办学协议一致",
        example="隆安县职业教育中心",
        source="项目扩展",
    )
    region = Region(
        "所在地行政区划",
        note="选到县（市、区）一级",
        example="450123",
        source="JY/T 1005-2012 ZZXX02 XQSZDXZQHM",
    )
    address = Text(
        "教学点地址",
        max_length=180,
        note="学生上课地点的详细地址，写到门牌号",
        example="隆安县城厢镇蝶城路88号",
        source="JY/T 1005-2012 ZZXX02 XQDZ",
    )
    approved = Date(
        "批准设立日期",
        before="today",
        note="教育行政部门批准文件的落款日期；没有批准的教学点不得填报",
        example="2016-07-01",
        source="项目扩展",
    )
    approval = Text(
        "批准文号",
        max_length=40,
        note="教育行政部门同意设点的文件文号，便于核查",
        example="云教职成〔2016〕21号",
        source="项目扩展",
    )
    agreed_until = Date(
        "合作协议终止日期",
        blank=True,
        after="approved",
        note="现行办学协议写明的终止日期，续签后更新",
        example="2025-08-31",
        source="项目扩展",
    )
    closed = Flag("是否已撤销", note="不再有学生上课的选“是”，记录保留", example="否", source="项目扩展")
    closed_on = Date(
        "撤销日期",
        blank=True,
        after="approved",
        before="today",
        note="最后一批学生离开的日期",
        source="项目扩展",
    )
    head = Ref(
        "本校负责教师",
        "general.Teacher",
        note="填工号；学校派驻或联系该教学点的教师",
        example="js002",
        source="JY/T 1005-2012 ZZXX02 XQFZRH",
    )
    phone = Phone(
        "负责人电话",
        note="能随时接通的手机号码",
        example="13800000002",
        source="JY/T 1005-2012 ZZXX02 XQLXDH",
    )
    majors = Text(
        "开设专业",
        max_length=120,
        note="在该点上课的专业，写“专业设置”中的专业简称，用顿号分隔",
        example="计算机应用、汽车运用与维修",
        source="项目扩展",
    )
    classes = Count(
        "在点班级数",
        unit="个",
        note="本学年在该点上课的班级，没有的填0",
        example=3,
        source="项目扩展",
        moment=Moment.YEAR_BEGINS,
    )
    students = Count(
        "在点学生数",
        unit="人",
        note="在该点上课、学籍在本校的学生，不含外出实习的",
        example=120,
        source="项目扩展",
        moment=Moment.YEAR_BEGINS,
    )
    boarders = Count(
        "其中住宿生数",
        unit="人",
        note="在教学点住宿的学生，没有的填0",
        example=96,
        source="项目扩展",
        moment=Moment.YEAR_BEGINS,
    )
    sent_teachers = Count(
        "本校派驻教师数",
        unit="人",
        note="每周至少一半课时在该点上课的本校教师，没有的填0",
        example=2,
        source="项目扩展",
        moment=Moment.YEAR_BEGINS,
    )
    local_teachers = Count(
        "教学点聘任教师数",
        unit="人",
        note="由承办单位聘任、在该点任课的教师，没有的填0",
        example=9,
        source="项目扩展",
        moment=Moment.YEAR_BEGINS,
    )
    site_area = Area(
        "可用校舍建筑面积",
        note="承办单位提供给本校学生使用的校舍，与其他学生共用的按人数折算",
        example=2600,
        source="JY/T 1005-2012 ZZXX02 XQJZMJ",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="教学管理、实训安排、回校学习等需要说明的情况",
        example="第五学期起回校本部上课",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "校外教学点信息"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "region", "head", "students", "closed"]
        filters = ["name", "kind", "region", "closed"]
        sections = {
            "教学点": "number",
            "批准与协议": "approved",
            "负责人": "head",
            "规模与条件": "majors",
            "备注": "remarks",
        }
        checks = [
            NotLess("students", "boarders"),
            NotLess("students", "classes", "在点班级数多于在点学生数", "请核对班级数与学生数"),
            RequiredIf("closed_on", "closed", equals=True),
        ]
