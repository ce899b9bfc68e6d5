"""安全管理 / 安全组织保障."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Declaration,
    Flag,
    LongText,
    Moment,
    Money,
    Month,
    NotLess,
    PersonName,
    Phone,
    Record,
    Ref,
    RequiredIf,
    SumOf,
    Text,
    Whole,
)


class SafetyOrganisation(Record):
    """安全管理 / 安全组织保障: who answers for safety, with people, equipment and money.

    After 中小学幼儿园安全管理办法 (教育部令第23号), 国办发〔2017〕35号 and the building standards for guarding
    schools (人防、物防、技防) of the ministries of education and public security.
    Regulations are cited from knowledge; nobody has compared the items with their wording.
    """

    number = Text(
        "组织编号",
        max_length=20,
        note="学校自编，不重复；撤销后不再使用",
        example="AZ01",
        source="项目扩展",
    )
    name = Text(
        "组织名称",
        max_length=60,
        search=True,
        note="与成立文件一致，如学校安全工作领导小组",
        example="学校安全工作领导小组",
        source="教育部令第23号",
    )
    kind = Code(
        "组织类别",
        "safety_organisation_kind",
        note="按主要职责选一类；兼有几类职责的选成立文件写明的一类",
        example="安全工作领导小组",
        source="国办发〔2017〕35号",
    )
    head = Ref(
        "负责人",
        "general.Teacher",
        note="组长、队长或部门负责人，填工号；领导小组组长应为书记或校长",
        example="js002",
        source="教育部令第23号",
    )
    head_post = Text(
        "负责人职务",
        max_length=40,
        note="在学校担任的职务，不写组内职务",
        example="校长",
        source="项目扩展",
    )
    deputy = Ref(
        "副职负责人",
        "general.Teacher",
        blank=True,
        note="排名第一的副职，填工号，没有的不填",
        source="项目扩展",
    )
    department = Ref(
        "依托机构",
        "general.Department",
        note="承担日常工作的校内机构，填机构号",
        example="12",
        source="教育部令第23号",
    )
    established = Month(
        "成立年月",
        note="成立文件落款的年月；只调整成员的不改",
        example="2012-09",
        source="项目扩展",
    )
    document = Text(
        "成立或调整文号",
        max_length=40,
        blank=True,
        note="最近一次成立或调整成员的文件字号",
        example="云职校〔2020〕31号",
        source="项目扩展",
    )
    members = Count(
        "成员人数",
        unit="人",
        note="等于专职与兼职人员之和，含负责人；聘用的保安员计入专职",
        example=15,
        source="教育部令第23号",
        moment=Moment.FILING,
    )
    full_time = Count(
        "专职人数",
        unit="人",
        note="专门从事安全工作的人员，包括派驻的保安员，没有的填0",
        example=3,
        source="国办发〔2017〕35号",
        moment=Moment.FILING,
    )
    part_time = Count(
        "兼职人数",
        unit="人",
        note="由其他岗位人员兼任的，没有的填0",
        example=12,
        source="国办发〔2017〕35号",
        moment=Moment.FILING,
    )
    guards = Count(
        "其中保安员人数",
        unit="人",
        note="由本组织管理的专职保安员，包含在专职人数内；寄宿制学校每300名寄宿生一般增配1名",
        example=2,
        source="中小学幼儿园安全防范工作规范（试行）",
        moment=Moment.FILING,
    )
    certified = Count(
        "其中持证保安员人数",
        unit="人",
        note="持有公安机关颁发的保安员证的人数，没有的填0",
        example=2,
        source="保安服务管理条例（国务院令第564号）",
        moment=Moment.FILING,
    )
    trained = Count(
        "本学年受训成员人数",
        unit="人",
        note="参加过安全管理或应急处置培训的成员，同一人只计一次，没有的填0",
        example=15,
        source="教育部令第23号",
    )
    vice_principal = PersonName(
        "法治副校长姓名",
        max_length=36,
        blank=True,
        note="由公安、司法机关选派的法治副校长；领导小组填写，其他组织不填",
        example="黄志刚",
        source="教育部令第23号",
    )
    vice_principal_from = Text(
        "法治副校长所在单位",
        max_length=60,
        blank=True,
        note="选派单位的全称，一般为公安、检察、法院或司法行政机关",
        example="云州市公安局青秀分局",
        source="教育部令第23号",
    )
    duty_phone = Phone(
        "值班电话",
        note="节假日也有人接听的电话，填固定电话加区号",
        example="0771-5550110",
        private="",
        source="国办发〔2017〕35号",
    )
    all_day = Flag(
        "是否24小时值守",
        note="节假日和夜间都有专人值班的选“是”",
        example="是",
        source="中小学幼儿园安全防范工作规范（试行）",
    )
    alarm = Flag(
        "是否有一键式报警装置",
        note="与公安机关接警平台联通并能正常使用的选“是”",
        example="是",
        source="中小学幼儿园安全防范工作规范（试行）",
    )
    cameras = Count(
        "视频监控摄像头数",
        unit="个",
        note="由本组织值守、能正常使用的摄像头；不负责值守的填0",
        example=320,
        source="中小学幼儿园安全防范工作规范（试行）",
        moment=Moment.FILING,
    )
    cameras_linked = Count(
        "其中接入公安或教育平台的",
        unit="个",
        note="图像能被公安机关或教育行政部门平台调看的摄像头，没有的填0",
        example=40,
        source="中小学幼儿园安全防范工作规范（试行）",
        moment=Moment.FILING,
    )
    storage_days = Whole(
        "监控录像保存天数",
        min=0,
        max=3650,
        unit="天",
        note="按保存时间最短的设备填写：学校一般不少于30天，被确定为防范恐怖袭击重点目标的不少于90天；没有监控的填0",
        example=90,
        source="反恐怖主义法 第三十二条",
    )
    equipment = Text(
        "防护装备配备",
        max_length=200,
        blank=True,
        note="头盔、盾牌、钢叉、防割手套、灭火器材等的种类和数量",
        example="防暴盾牌6面、钢叉6把、头盔6顶、灭火器420具",
        source="中小学幼儿园安全防范工作规范（试行）",
    )
    budget = Money(
        "年度安全经费",
        unit="万元",
        digits=12,
        places=4,
        max=100000,
        note="最近一年由本组织支出的安保、演练、器材和保险经费，没有单列的填0",
        example=46.5,
        source="教育部令第23号",
    )
    liability_insured = Flag(
        "是否投保校方责任险",
        blank=True,
        note="领导小组填写全校情况，其他组织不填",
        example="是",
        source="教体艺〔2008〕2号",
    )
    meetings = Count(
        "每学年会议次数",
        unit="次",
        note="专题研究安全工作并有记录的会议，没有的填0",
        example=8,
        source="国办发〔2017〕35号",
    )
    duties = LongText(
        "主要职责",
        note="成立文件规定的职责，写明负责哪些方面、向谁报告",
        example="组织落实安全工作责任制，每学期部署、检查、通报安全工作",
        source="教育部令第23号",
    )
    in_use = Flag("是否有效", note="已撤销或并入其他组织的选“否”，记录保留", example="是", source="项目扩展")
    abolished = Month(
        "撤销年月",
        blank=True,
        after="established",
        note="撤销文件落款的年月，有效的不填",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="与公安、消防、社区共建等需要说明的情况",
        example="警务室由属地派出所每周派驻民警2次",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "安全组织保障"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "head", "department", "members", "guards", "in_use"]
        filters = ["name", "number", "kind", "department", "in_use"]
        sections = {
            "组织": "number",
            "人员": "members",
            "法治副校长": "vice_principal",
            "值守与技术防范": "duty_phone",
            "经费与运行": "budget",
            "有效性": "in_use",
        }
        checks = [
            SumOf("members", ["full_time", "part_time"]),
            NotLess("full_time", "guards"),
            NotLess("guards", "certified"),
            NotLess("members", "trained"),
            NotLess("cameras", "cameras_linked"),
            RequiredIf("vice_principal_from", "vice_principal"),
            RequiredIf("abolished", "in_use", equals=False),
        ]
