"""实习实训 / 校外实习实训基地."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Date,
    Declaration,
    Flag,
    LongText,
    Lookup,
    Month,
    PersonName,
    Phone,
    Record,
    Ref,
    Region,
    RequiredIf,
    Text,
)


class InternshipBase(Record):
    """实习实训 / 校外实习实训基地: places of other bodies where students learn on the job (guide; JY/T 1005
    ZZJX0701).

    The host has to stand in 企业信息 first; its nature is read from there.
    """

    number = Text(
        "实习实训基地号",
        max_length=20,
        note="学校自编，不重复，建议用年份加流水号；停用后不再使用",
        example="JD01",
        source="填报指南 第三部分",
    )
    host = Ref(
        "依托单位名称",
        "industry.Enterprise",
        note="填合作单位编号；列表中没有的，先到“产教融合—校企合作—企业信息”新增",
        example="202201090001",
        source="填报指南 第三部分",
    )
    host_nature = Lookup(
        "依托单位性质",
        "host.nature",
        note="读取“企业信息”的合作企业属性，在那里修改",
        source="填报指南 第三部分",
    )
    name = Text(
        "基地名称",
        max_length=60,
        search=True,
        note="挂牌或协议上的名称，没有名称的写“依托单位简称＋实习基地”",
        example="云州机电设备有限公司校外实习基地",
        source="项目扩展",
    )
    category = Code(
        "基地类别",
        "internship_base_category",
        note="看实习地点与学校是否同一地区（市）、同一省，不看企业注册地",
        example="本地区校外",
        source="JY/T 1005-2012 ZZJX0701 JDLBM",
    )
    contract = Text(
        "合作合同编号",
        max_length=40,
        note="学校合同台账上的编号，便于核查时调阅",
        example="XQ2019-012",
        source="JY/T 1005-2012 ZZJX0701 JDHZHTBH",
    )
    contract_name = Text(
        "合作合同名称",
        max_length=100,
        note="合同或协议的标题，与盖章文本一致",
        example="校企共建实习实训基地协议",
        source="JY/T 1005-2012 ZZJX0701 JDHZHTMC",
    )
    signed = Date(
        "合同签订日期",
        before="today",
        note="现行合同双方盖章的日期，续签后更新",
        example="2019-06-12",
        source="教职成〔2018〕1号",
    )
    ends = Date(
        "合同终止日期",
        after="signed",
        blank=True,
        note="现行合同写明的最后一天，自动续期的填当期最后一天，没有期限的不填",
        example="2024-06-11",
        source="教职成〔2018〕1号",
    )
    since = Month(
        "建立年月",
        before="today",
        note="首次签约或挂牌的年月，续签不改",
        example="2016-06",
        source="项目扩展",
    )
    level = Code(
        "认定级别",
        "recognition_level",
        note="以认定文件的最高级别为准，未经认定的选“校级”",
        example="校级",
        source="项目扩展",
    )
    region = Region(
        "基地所在地",
        note="学生实际实习的县（市、区），与企业注册地不同的按实习地点填写",
        example="450123",
        source="JY/T 1005-2012 ZZJX0701 QYXZQ",
    )
    address = Text(
        "基地详细地址",
        max_length=180,
        note="学生实际实习的厂区、门店地址，写到门牌号，巡查时按此前往",
        example="云州市隆安县宝塔工业园区创新路8号",
        source="项目扩展",
    )
    major = Ref(
        "主要面向专业",
        "general.Major",
        note="填本校专业编号；几个专业的填接纳学生最多的一个，其余写在备注",
        example="123-123",
        source="项目扩展",
    )
    staff = Count(
        "在岗职工总数",
        min=1,
        unit="人",
        note="基地所在单位上年末在岗职工；岗位实习学生一般不超过其10%",
        example=420,
        source="职业学校学生实习管理规定",
    )
    posts = Count(
        "可提供实习岗位数",
        unit="个",
        note="与面向专业对口或相近的岗位（工位），没有的填0",
        example=40,
        source="职业学校学生实习管理规定",
    )
    capacity = Code(
        "最大接纳实习生数量",
        "intern_capacity",
        note="一次最多可接纳的学生数所在的档次",
        example="30-50人",
        source="JY/T 1005-2012 ZZJX0702 ZDJNSXSRS",
    )
    mentors = Count(
        "企业指导教师数",
        unit="人",
        note="企业书面指定、有经验的实习指导人员，没有的填0",
        example=8,
        source="职业学校学生实习管理规定",
    )
    head = Ref(
        "本校负责人",
        "general.Teacher",
        note="填工号；对联系企业和基地台账负责的教师",
        example="js002",
        source="项目扩展",
    )
    contact = PersonName(
        "企业联系人",
        note="企业一方负责实习管理的人，不填法定代表人",
        example="李建华",
        source="JY/T 1005-2012 ZZJX0701 QYLXR",
    )
    phone = Phone(
        "企业联系人电话",
        note="能随时接通的手机号码，突发情况时使用",
        example="13800000031",
        source="JY/T 1005-2012 ZZJX0701 QYLXDH",
    )
    lodging = Flag(
        "是否提供住宿",
        note="单位统一安排实习学生住宿的选“是”；学生自行租住的选“否”",
        example="是",
        source="职业学校学生实习管理规定",
    )
    inspected = Flag(
        "是否进行实地考察评估",
        note="考察过单位资质、经营、安全和生活保障并有书面报告的选“是”；新增单位必须事先考察",
        example="是",
        source="职业学校学生实习管理规定",
    )
    inspected_on = Date(
        "考察日期",
        before="today",
        blank=True,
        note="最近一次实地考察的日期，与考察报告一致",
        example="2019-05-20",
        source="职业学校学生实习管理规定",
    )
    decided_on = Date(
        "党组织研究确定日期",
        before="today",
        blank=True,
        note="学校党组织会议研究确定实习单位名单并公布的日期，会议记录备查",
        example="2019-06-03",
        source="职业学校学生实习管理规定",
    )
    hosted = Count(
        "累计接纳学生数",
        unit="人",
        note="建立以来在此实习过的学生，一人多次只计一次，没有的填0",
        example=360,
        source="项目扩展",
    )
    in_use = Flag(
        "是否在用",
        note="仍在合作、可以安排学生的选“是”；终止合作的选“否”，记录保留",
        example="是",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="其余面向专业、合作终止、安全整改等情况",
        example="2020年9月完成用电安全整改",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "校外实习实训基地"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "host", "host_nature", "major", "region", "posts", "in_use"]
        filters = ["number", "name", "host", "category", "major", "region", "in_use"]
        sections = {
            "基地": "number",
            "合同": "contract",
            "地点": "region",
            "接纳能力": "major",
            "联系人": "head",
            "考察与使用": "lodging",
        }
        checks = [
            RequiredIf("inspected_on", "inspected", equals=True),
        ]
