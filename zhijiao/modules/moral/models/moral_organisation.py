"""德育工作 / 德育机构."""

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
    SumOf,
    Text,
)


class MoralOrganisation(Record):
    """德育工作 / 德育机构: who organises moral education, psychological counselling and student affairs.

    After 中等职业学校德育大纲 (2014), 中小学德育工作指南 (教基〔2017〕8号) and 中小学心理辅导室建设指南
    (教基一厅函〔2015〕36号), cited from knowledge. Attached classes report the secondary department (guide).
    """

    number = Text(
        "德育机构编号",
        max_length=20,
        note="学校自编，不重复；撤销后不再使用",
        example="DJ01",
        source="项目扩展",
    )
    name = Text(
        "德育机构名称",
        max_length=60,
        search=True,
        note="与成立文件一致，写全称",
        example="学生心理健康教育中心",
        source="中等职业学校德育大纲（2014年修订）",
    )
    kind = Code(
        "德育机构类别",
        "moral_organisation_kind",
        note="按主要职责选一类；附设中职班填写管理中职学生的机构",
        example="心理健康教育机构",
        source="中等职业学校德育大纲（2014年修订）",
    )
    department = Ref(
        "依托校内机构",
        "general.Department",
        blank=True,
        note="挂靠或合署的校内机构，填机构号；领导小组、家长委员会可以不填",
        example="09",
        source="中等职业学校德育大纲（2014年修订）",
    )
    established = Month(
        "成立年月", note="成立文件落款的年月；只调整成员的不改", example="2013-03", source="项目扩展"
    )
    document = Text(
        "成立或调整文号",
        max_length=40,
        blank=True,
        note="最近一次成立或调整成员的文件字号",
        example="云职校〔2019〕9号",
        source="项目扩展",
    )
    head = Ref(
        "负责人",
        "general.Teacher",
        note="主任、组长，填工号；家长委员会、学生会填指导教师",
        example="js002",
        source="中等职业学校德育大纲（2014年修订）",
    )
    head_post = Text(
        "负责人职务",
        max_length=40,
        note="在学校担任的职务，没有职务的写任教学科",
        example="学生科主任",
        source="项目扩展",
    )
    deputy = Ref(
        "副职负责人",
        "general.Teacher",
        blank=True,
        note="排名第一的副职，填工号，没有的不填",
        source="项目扩展",
    )
    members = Count(
        "成员人数",
        unit="人",
        note="等于专职、兼职与校外成员之和，含负责人",
        example=5,
        source="中等职业学校德育大纲（2014年修订）",
        moment=Moment.FILING,
    )
    full_time = Count(
        "专职人数",
        unit="人",
        note="专门从事德育或心理健康教育工作的教职工，没有的填0",
        example=2,
        source="教基〔2017〕8号",
        moment=Moment.FILING,
    )
    part_time = Count(
        "兼职人数",
        unit="人",
        note="由班主任、任课教师等兼任的，没有的填0",
        example=3,
        source="教基〔2017〕8号",
        moment=Moment.FILING,
    )
    outside = Count(
        "校外成员人数",
        unit="人",
        note="家长、社区、企业、政法机关等校外成员，没有的填0",
        example=0,
        source="教基〔2017〕8号",
        moment=Moment.FILING,
    )
    qualified = Count(
        "其中持心理健康教育资格人数",
        unit="人",
        note="有心理健康教育教师资格证、心理咨询师证书或相关专业学历，没有的填0",
        example=2,
        source="教基一厅函〔2015〕36号",
    )
    trained = Count(
        "本学年受训人数",
        unit="人",
        note="参加过县级以上德育、心理健康教育培训的成员，同一人只计一次，没有的填0",
        example=4,
        source="教基〔2017〕8号",
    )
    rooms = Count(
        "专用房间数",
        unit="间",
        note="心理辅导室、德育展室等专门使用的房间，没有的填0",
        example=3,
        source="教基一厅函〔2015〕36号",
        moment=Moment.FILING,
    )
    room_area = Area(
        "专用房间面积",
        note="专用房间使用面积合计，没有的填0",
        example=120,
        source="教基一厅函〔2015〕36号",
        moment=Moment.FILING,
    )
    open_hours = Count(
        "每周开放时间",
        unit="小时",
        max=168,
        note="面向学生开放、接待的时间，不直接接待学生的填0",
        example=20,
        source="教基一厅函〔2015〕36号",
    )
    meetings = Count(
        "每学年会议次数",
        unit="次",
        note="专题研究德育工作并有记录的会议，没有的填0",
        example=6,
        source="中等职业学校德育大纲（2014年修订）",
    )
    budget = Money(
        "年度工作经费",
        unit="万元",
        digits=12,
        places=4,
        max=100000,
        note="最近一年由本机构支出的经费，没有单列的填0",
        example=8.6,
        source="教基〔2017〕8号",
    )
    duties = LongText(
        "主要职责",
        note="成立文件规定的职责，写明负责哪些方面",
        example="开设心理健康课，建立学生心理档案，接待个别辅导，开展危机干预",
        source="中等职业学校德育大纲（2014年修订）",
    )
    in_use = Flag("是否有效", note="已撤销或并入其他机构的选“否”，记录保留", example="是", source="项目扩展")
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
        note="合署办公、校外专家驻校等需要说明的情况",
        example="每周三市精神卫生中心医师驻校半天",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "德育机构"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "department", "head", "members", "established", "in_use"]
        filters = ["name", "number", "kind", "department", "in_use"]
        sections = {
            "机构": "number",
            "人员": "head",
            "条件与运行": "rooms",
            "有效性": "in_use",
        }
        checks = [
            SumOf("members", ["full_time", "part_time", "outside"]),
            NotLess("members", "qualified"),
            NotLess("members", "trained"),
            RequiredIf("abolished", "in_use", equals=False),
        ]
