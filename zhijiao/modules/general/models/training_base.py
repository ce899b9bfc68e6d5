"""综合信息 / 专业教学条件 / 校内实训基地."""

from zhijiao.filing.declare import (
    Area,
    Code,
    Count,
    Declaration,
    Flag,
    LongText,
    Moment,
    Money,
    Month,
    NotLess,
    Record,
    Ref,
    RequiredIf,
    Text,
)


class TrainingBase(Record):
    """综合信息 / 专业教学条件 / 校内实训基地: workshops and laboratories of the school, also shown under 专业基本条件.

    The standard describes only places outside the school; the items follow 中等职业学校设置标准 (教职成〔2010〕12号).
    """

    number = Text(
        "实训基地编号",
        max_length=20,
        note="学校自编，不重复；撤并后不再使用",
        example="SX01",
        source="项目扩展",
    )
    name = Text(
        "实训基地名称",
        max_length=60,
        search=True,
        note="写挂牌或立项文件上的全称，一个基地内的各实训室不分别填报",
        example="计算机网络实训基地",
        source="JY/T 1005-2012 ZZJX0704 XNJDMC",
    )
    kind = Code(
        "实训基地类型",
        "training_base_kind",
        note="按主要用途选一项，对外承接生产任务的选“生产性实训”",
        example="专业实训",
        source="项目扩展",
    )
    level = Code(
        "认定级别",
        "recognition_level",
        note="以立项或认定文件的最高级别为准，未经认定的选“校级”",
        example="省级",
        source="项目扩展",
    )
    major = Ref(
        "主要面向专业",
        "general.Major",
        blank=True,
        note="使用课时最多的专业，填本校专业编号；各专业通用的可不填",
        example="123-123",
        source="项目扩展",
    )
    other_majors = Text(
        "共用专业",
        max_length=120,
        blank=True,
        note="其他使用该基地的专业简称，用顿号分隔",
        example="网络技术",
        source="项目扩展",
    )
    department = Ref(
        "管理机构",
        "general.Department",
        note="负责日常管理的系部或科室，填校内机构号",
        example="03",
        source="项目扩展",
    )
    head = Ref(
        "基地负责人",
        "general.Teacher",
        note="填工号；对设备、安全和开放负责的本校教师",
        example="js002",
        source="JY/T 1005-2012 ZZJX0704 JDFZR",
    )
    place = Text(
        "基地地点",
        max_length=100,
        note="写到楼和层，几处的用顿号分隔",
        example="实训楼三层",
        source="JY/T 1005-2012 ZZJX0704 JDDZ",
    )
    built = Month(
        "建成年月",
        before="today",
        note="首次投入教学使用的年月，改扩建不改动",
        example="2016-09",
        source="项目扩展",
    )
    area = Area(
        "基地建筑面积",
        note="实训室、库房和准备间合计，包含在“办学场地”的实训实验用房面积内",
        example=860,
        source="教职成〔2010〕12号",
        moment=Moment.FILING,
    )
    rooms = Count(
        "实训室数",
        unit="间",
        note="可独立安排实训教学的房间",
        example=6,
        source="项目扩展",
        moment=Moment.FILING,
    )
    seats = Count(
        "实训工位数",
        unit="个",
        note="可同时操作的学生位置，不按人数轮换折算",
        example=240,
        source="教职成〔2010〕12号",
        moment=Moment.FILING,
    )
    equipment_items = Count(
        "设备数量",
        unit="台套",
        note="在用的仪器设备，成套的计一套",
        example=310,
        source="JY/T 1005-2012 ZZBX0101 YQBH",
        moment=Moment.FILING,
    )
    equipment_value = Money(
        "设备总值",
        unit="万元",
        places=4,
        note="固定资产账原值，包含在“教学仪器设备”总值内",
        example=268,
        source="项目扩展",
        moment=Moment.FILING,
    )
    added_value = Money(
        "当年新增设备值",
        unit="万元",
        places=4,
        note="本学年验收入账的，包含在设备总值内，没有的填0",
        example=30,
        source="项目扩展",
    )
    provided_value = Money(
        "企业提供设备值",
        unit="万元",
        places=4,
        note="产权属企业、供教学使用的，不计入设备总值，没有的填0",
        example=25,
        source="项目扩展",
        moment=Moment.FILING,
    )
    projects = Count(
        "实训项目数", unit="个", note="列入课程标准、在该基地开出的实训项目", example=36, source="项目扩展"
    )
    person_hours = Count(
        "年实训人时数",
        unit="人时",
        note="本学年学生人数乘以实训学时的合计，以课表和使用记录为准",
        example=96000,
        source="项目扩展",
    )
    trainees = Count(
        "社会培训人次",
        unit="人次",
        note="本学年利用该基地对外培训的人次，没有的填0",
        example=180,
        source="项目扩展",
    )
    assessed = Count(
        "技能评价人次",
        unit="人次",
        note="本学年在该基地参加技能鉴定和1+X考核的人次，没有的填0",
        example=220,
        source="项目扩展",
    )
    managers = Count(
        "管理人员数",
        unit="人",
        note="专职实训管理和实验人员，兼职的不计，没有的填0",
        example=2,
        source="项目扩展",
        moment=Moment.FILING,
    )
    joint = Flag(
        "是否校企共建", note="有共建协议且企业投入设备、资金或人员的选“是”", example="是", source="项目扩展"
    )
    partner = Text(
        "共建企业名称",
        max_length=60,
        blank=True,
        note="协议上的企业全称，几家的写投入最多的一家",
        example="云州信息科技有限公司",
        source="项目扩展",
    )
    safety_rules = Flag(
        "是否有安全操作规程", note="规程上墙、开课前有安全教育记录的选“是”", example="是", source="项目扩展"
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="停用、搬迁、改造等影响教学使用的情况",
        example="二期改造计划2021年暑假完成",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "校内实训基地"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "level", "major", "seats", "equipment_value", "joint"]
        filters = ["name", "kind", "level", "major", "joint"]
        sections = {
            "基地": "number",
            "规模与设备": "area",
            "使用": "projects",
            "共建与管理": "managers",
            "说明": "remarks",
        }
        checks = [
            NotLess("equipment_value", "added_value"),
            NotLess("seats", "rooms"),
            RequiredIf("partner", "joint", equals=True),
        ]
