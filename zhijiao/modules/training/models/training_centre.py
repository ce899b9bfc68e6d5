"""职业培训 / 培训基地."""

from zhijiao.filing.declare import (
    Area,
    Code,
    Count,
    Date,
    Declaration,
    Flag,
    LongText,
    Money,
    Record,
    Ref,
    Text,
)


class TrainingCentre(Record):
    """职业培训 / 培训基地: recognised places where the school trains workers and others (教职成厅〔2019〕5号)."""

    number = Text(
        "基地编号",
        max_length=20,
        note="学校自编，不重复；培训项目用它引用",
        example="PX01",
        source="项目扩展",
    )
    name = Text(
        "基地名称",
        max_length=80,
        search=True,
        note="挂牌或认定文件上的全称，没有挂牌的不填报",
        example="云州市高技能人才培训基地",
        source="教职成厅〔2019〕5号",
    )
    kind = Code(
        "基地类型",
        "training_centre_kind",
        note="按认定文件选择，一处挂几块牌子的分行填报",
        example="高技能人才培训基地",
        source="教职成厅〔2019〕5号",
    )
    level = Code(
        "认定级别",
        "recognition_level",
        note="看认定文件的发文机关，同一名称以最高级别为准",
        example="市级",
        source="教职成厅〔2019〕5号",
    )
    authority = Text(
        "认定部门",
        max_length=60,
        note="发文机关全称，几个部门联合发文的写第一个",
        example="云州市人力资源和社会保障局",
        source="教职成厅〔2019〕5号",
    )
    approval = Text(
        "认定文号",
        max_length=40,
        blank=True,
        note="认定文件的文号，只有牌匾的不填",
        example="云人社发〔2018〕33号",
        source="项目扩展",
    )
    approved = Date(
        "认定日期",
        before="today",
        note="认定文件的落款日期，只有牌匾的填牌匾日期",
        example="2018-05-16",
        source="项目扩展",
    )
    expires = Date(
        "有效期至",
        after="approved",
        blank=True,
        note="文件写明有效期的填写，续认后更新",
        example="2023-05-15",
        source="项目扩展",
    )
    department = Ref(
        "依托校内机构",
        "general.Department",
        note="填机构号；负责日常管理的校内部门",
        example="03",
        source="项目扩展",
    )
    training_base = Ref(
        "校内实训基地",
        "general.TrainingBase",
        blank=True,
        note="培训使用的主要实训基地，填实训基地编号",
        example="SX01",
        source="项目扩展",
    )
    head = Ref(
        "基地负责人",
        "general.Teacher",
        note="填工号；对培训质量和安全负责的人",
        example="js002",
        source="项目扩展",
    )
    trades = Text(
        "培训职业（工种）",
        max_length=200,
        note="国家职业分类大典中的名称，用顿号分隔",
        example="计算机程序设计员、信息通信网络运行管理员",
        source="教职成厅〔2019〕5号",
    )
    assessment = Text(
        "技能等级认定机构备案号",
        max_length=40,
        blank=True,
        note="有职业技能等级评价资格的填人社部门备案号",
        source="人社部发〔2019〕90号",
    )
    capacity = Count(
        "年培训能力",
        unit="人次",
        note="按现有场地、师资和设备一年可以承担的人次",
        example=1200,
        source="教职成厅〔2019〕5号",
    )
    full_time = Count(
        "专职培训教师数",
        unit="人",
        note="主要承担培训的本校教师，没有的填0",
        example=4,
        source="教职成厅〔2019〕5号",
    )
    part_time = Count(
        "兼职培训教师数",
        unit="人",
        note="兼任培训的本校教师和外聘专家，没有的填0",
        example=16,
        source="教职成厅〔2019〕5号",
    )
    area = Area(
        "培训场地面积",
        note="与校内实训基地共用的也计入，只计建筑面积",
        example=1860,
        source="项目扩展",
    )
    equipment = Money(
        "设备总值",
        unit="万元",
        note="用于培训的设备原值，与学历教育共用的计入",
        example=320,
        source="项目扩展",
    )
    in_use = Flag(
        "是否在用",
        note="仍在开展培训的选“是”；已撤销、到期未续的选“否”",
        example="是",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="复评、撤销、共建等需要说明的情况",
        example="2021年通过市级复评",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "培训基地"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "level", "approved", "expires", "capacity", "in_use"]
        filters = ["number", "name", "kind", "level", "in_use"]
        sections = {
            "基地": "number",
            "认定": "level",
            "管理": "department",
            "能力": "capacity",
            "状态": "in_use",
        }
