"""综合信息 / 专业教学条件 / 数字化教学资源."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Declaration,
    Flag,
    LongText,
    Money,
    Month,
    NotLess,
    Record,
    Ref,
    RequiredIf,
    Text,
)


class DigitalResource(Record):
    """综合信息 / 专业教学条件 / 数字化教学资源: courses, libraries and software for teaching.

    They stand under 专业基本条件 too. Software items follow JY/T 1002 JCBX0305; the kinds follow
    职业院校数字校园规范 (教职成函〔2020〕3号).
    """

    number = Text(
        "资源编号",
        max_length=20,
        note="学校自编，不重复；停用后不再使用",
        example="ZY01",
        source="JY/T 1002-2012 JCBX0305 RJBH",
    )
    name = Text(
        "资源名称",
        max_length=80,
        search=True,
        note="写平台上或合同中的全称，同一课程的零散素材合为一条",
        example="计算机网络基础在线课程",
        source="JY/T 1002-2012 JCBX0305 RJMC",
    )
    kind = Code(
        "资源类型",
        "digital_resource_kind",
        note="按主要形态选一项，成套课程选“网络课程”，不按文件格式选",
        example="网络课程",
        source="教职成函〔2020〕3号",
    )
    origin = Code(
        "资源来源",
        "digital_resource_origin",
        note="按知识产权和取得方式选择，与企业或他校合作开发的选“合作开发”",
        example="自主开发",
        source="教职成函〔2020〕3号",
    )
    level = Code(
        "立项级别",
        "recognition_level",
        note="以精品课程、资源库等立项文件的最高级别为准，没有立项的选“校级”",
        example="校级",
        source="项目扩展",
    )
    major = Ref(
        "面向专业",
        "general.Major",
        blank=True,
        note="填本校专业编号，公共基础课和各专业通用的可不填",
        example="123-123",
        source="项目扩展",
    )
    course = Text(
        "对应课程",
        max_length=60,
        note="写人才培养方案中的课程名称，几门的用顿号分隔",
        example="计算机网络基础",
        source="项目扩展",
    )
    head = Ref(
        "资源负责人",
        "general.Teacher",
        note="填工号；负责建设和更新的本校教师",
        example="js002",
        source="项目扩展",
    )
    platform = Text(
        "所在平台",
        max_length=60,
        note="师生访问资源的平台名称，单机使用的写安装地点",
        example="学校网络教学平台",
        source="教职成函〔2020〕3号",
    )
    partner = Text(
        "开发或供应单位",
        max_length=60,
        blank=True,
        note="合作开发、购置或引入的写对方单位全称",
        example="云州信息科技有限公司",
        source="JY/T 1002-2012 JCBX0305 SCCJ",
    )
    acquired = Month(
        "启用年月",
        before="today",
        note="正式供学生使用的年月，未启用的不填报本条",
        example="2019-09",
        source="JY/T 1002-2012 JCBX0305 GZRQ",
    )
    cost = Money(
        "累计投入",
        unit="万元",
        places=4,
        note="建设或购置的资金合计，免费取得的填0",
        example=8,
        source="JY/T 1002-2012 JCBX0305 DJ",
    )
    size = Count(
        "资源容量",
        unit="GB",
        note="在平台上占用的存储，不足1GB的按1填写，在线授权访问的填0",
        example=120,
        source="教职成函〔2020〕3号",
    )
    items = Count(
        "素材数量",
        unit="个",
        note="视频、动画、课件、题目等可单独使用的素材合计",
        example=460,
        source="教职成函〔2020〕3号",
    )
    videos = Count(
        "视频素材数", unit="个", note="包含在素材数量内，没有的填0", example=85, source="教职成函〔2020〕3号"
    )
    updated_items = Count(
        "当年更新素材数",
        unit="个",
        note="本学年新增和替换的，包含在素材数量内，没有的填0",
        example=60,
        source="教职成函〔2020〕3号",
    )
    users = Count(
        "当年使用学生数",
        unit="人",
        note="本学年登录学习过的本校学生，以平台统计为准，没有的填0",
        example=320,
        source="项目扩展",
    )
    outside_users = Count(
        "当年校外使用人数",
        unit="人",
        note="本学年注册学习的校外人员，没有的填0",
        example=0,
        source="项目扩展",
    )
    open_access = Flag(
        "是否向社会开放",
        note="校外人员不需本校账号即可学习的选“是”",
        example="否",
        source="教职成函〔2020〕3号",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="授权范围和期限、停用原因等需要说明的情况",
        example="授权全校师生使用",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "数字化教学资源"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "origin", "level", "major", "users"]
        filters = ["name", "kind", "origin", "level", "major"]
        sections = {
            "资源": "number",
            "来源与投入": "platform",
            "数量": "size",
            "使用": "users",
            "说明": "remarks",
        }
        checks = [
            NotLess("items", "videos"),
            NotLess("items", "updated_items"),
            RequiredIf("partner", "origin", equals=("2", "3")),
        ]
