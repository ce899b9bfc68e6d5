"""职教宣传 / 大国工匠（劳模） / 大师工作室."""

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
    RequiredIf,
    RowCheck,
    Text,
)
from zhijiao.modules.publicity import judgements


class MasterStudio(Record):
    """职教宣传 / 大国工匠（劳模） / 大师工作室: studios that craftsmen and masters lead at the school."""

    number = Text(
        "工作室编号",
        max_length=20,
        note="学校自编，不重复；撤销后不再使用",
        example="GZS01",
        source="项目扩展",
    )
    name = Text(
        "工作室名称",
        max_length=60,
        search=True,
        note="批准文件或挂牌上的全称",
        example="黄志刚技能大师工作室",
        source="填报指南 第三部分",
    )
    kind = Code(
        "工作室类型",
        "studio_kind",
        note="以批准文件的名称为准，只有校内挂牌的按领衔人身份选",
        example="技能大师工作室",
        source="项目扩展",
    )
    level = Code(
        "工作室级别",
        "recognition_level",
        note="按批准部门的级别，学校自设的选“校级”",
        example="市级",
        source="项目扩展",
    )
    authority = Text(
        "批准部门",
        max_length=60,
        blank=True,
        note="发文机关全称，校级的填本校",
        example="云州市总工会",
        source="项目扩展",
    )
    approval = Text(
        "批准文号",
        max_length=40,
        blank=True,
        note="批准文件的文号，只有牌匾的不填",
        example="云工发〔2019〕27号",
        source="项目扩展",
    )
    founded = Date(
        "成立日期",
        before="today",
        note="批准文件的落款日期，没有文件的填挂牌日期",
        example="2019-10-15",
        source="项目扩展",
    )
    master = Ref(
        "领衔人",
        "publicity.MasterCraftsman",
        note="填工匠编号，须先录入“大国工匠（劳模）基本信息”",
        example="GJ01",
        source="填报指南 第三部分",
    )
    head = Ref(
        "本校负责人",
        "general.Teacher",
        note="填工号；负责日常管理和经费的本校教师",
        example="js002",
        source="项目扩展",
    )
    members = Count(
        "成员人数",
        min=1,
        unit="人",
        note="工作室章程或名单上的成员，含领衔人",
        example=8,
        source="项目扩展",
    )
    teachers = Count(
        "其中本校教师",
        unit="人",
        note="成员中的本校教师，没有的填0",
        example=5,
        source="项目扩展",
    )
    outsiders = Count(
        "其中企业人员",
        unit="人",
        note="成员中的企业技术人员，含领衔人，没有的填0",
        example=3,
        source="项目扩展",
    )
    major = Ref(
        "主要面向专业",
        "general.Major",
        blank=True,
        note="填本校专业编号；面向几个专业的填参加学生最多的一个",
        example="123-123",
        source="项目扩展",
    )
    place = Text(
        "场所地点",
        max_length=60,
        note="校内楼名和房间号，设在企业的写企业地址",
        example="实训楼二层203",
        source="项目扩展",
    )
    area = Area(
        "场所面积",
        note="专用场地的使用面积，与实训室共用的按共用部分填，没有的填0",
        example=120,
        source="项目扩展",
    )
    equipment = Money(
        "设备总值",
        unit="万元",
        note="专供工作室使用的设备原值，没有的填0",
        example=46,
        source="项目扩展",
    )
    invested = Money(
        "累计投入经费",
        unit="万元",
        note="成立以来财政和学校投入合计，没有的填0",
        example=30,
        source="项目扩展",
    )
    apprentices = Count(
        "本学年带徒人数",
        unit="人",
        note="签有师徒协议的教师和学生，没有的填0",
        example=12,
        source="项目扩展",
    )
    projects = Count(
        "本学年技术攻关项目数",
        unit="项",
        note="有立项或合同的技术攻关、改造项目，没有的填0",
        example=2,
        source="项目扩展",
    )
    patents = Count(
        "累计获专利数",
        unit="项",
        note="成立以来工作室成员获授权的专利，没有的填0",
        example=3,
        source="项目扩展",
    )
    results = LongText(
        "主要成果",
        blank=True,
        note="获奖、攻关、人才培养等可核实的成果",
        example="完成装配线改造2项，培养市级技术能手3名",
        source="项目扩展",
    )
    running = Flag(
        "是否在运行",
        note="本学年有活动的选“是”；已撤销、停止活动的选“否”",
        example="是",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="更换领衔人、撤销等需要说明的情况",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "大师工作室"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "level", "master", "members", "apprentices", "running"]
        filters = ["number", "name", "kind", "level", "master", "running"]
        sections = {
            "工作室": "number",
            "人员": "master",
            "条件": "place",
            "成果": "apprentices",
        }
        checks = [
            RowCheck(
                ["teachers", "outsiders", "members"],
                judgements.parts_within_members,
                "少于本校教师与企业人员之和",
                "请按成员名单核对三项人数",
            ),
            RequiredIf("authority", "level", unless=judgements.SCHOOL_LEVEL),
        ]
