"""党建工作 / 党组织机构."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Date,
    Declaration,
    Flag,
    LongText,
    Moment,
    Month,
    NotLess,
    Record,
    Ref,
    RequiredIf,
    RowCheck,
    SumOf,
    Text,
    Whole,
)
from zhijiao.modules.party import judgements


class PartyOrganisation(Record):
    """党建工作 / 党组织机构: the school's party organisation and each one below it.

    After 中国共产党支部工作条例 (2018) and 中国共产党基层组织选举工作条例 (2020); both cited from knowledge.
    """

    number = Text(
        "党组织编号",
        max_length=20,
        note="学校自编，活动、发展党员用它引用；撤销后不再使用",
        example="DZ01",
        source="项目扩展",
    )
    name = Text(
        "党组织名称",
        max_length=80,
        search=True,
        note="批复文件中的名称，支部不写“中共”前的学校全称也可",
        example="信息技术部党支部",
        source="中国共产党章程",
    )
    kind = Code(
        "党组织类别",
        "party_organisation_kind",
        note="以批复文件为准；与其他单位合编的选“联合党支部”",
        example="党支部",
        source="中国共产党章程",
    )
    branch_kind = Code(
        "党支部构成",
        "party_branch_kind",
        blank=True,
        note="党支部、联合党支部填写，党委、党总支不填",
        example="教职工党支部",
        source="中国共产党支部工作条例（试行）",
    )
    parent = Ref(
        "隶属上级党组织",
        "party.PartyOrganisation",
        blank=True,
        note="校内的上级党组织，填编号；学校最高一级的党组织不填",
        source="中国共产党章程",
    )
    department = Ref(
        "所在机构",
        "general.Department",
        blank=True,
        note="支部设在哪个校内机构，跨机构的填党员最多的一个",
        example="03",
        source="项目扩展",
    )
    established = Month(
        "成立年月",
        note="上级党组织批复成立的年月，改建、更名的不改",
        example="2012-10",
        source="中国共产党支部工作条例（试行）",
    )
    approval = Text(
        "批复文号",
        max_length=40,
        blank=True,
        note="上级党组织同意成立的批复文号，查不到的可以不填",
        example="云教工委〔2012〕41号",
        source="项目扩展",
    )
    secretary = Ref(
        "书记",
        "general.Teacher",
        note="学年末在任的书记，填工号；空缺的填主持工作的副书记并在备注说明",
        example="js002",
        source="中国共产党支部工作条例（试行）",
    )
    secretary_since = Month(
        "书记任职年月",
        blank=True,
        note="本届当选或任命的年月，连任的填首次任职",
        example="2019-11",
        source="中国共产党支部工作条例（试行）",
    )
    double_leader = Flag(
        "书记是否“双带头人”",
        note="教师党支部书记同时是教学（专业）带头人的选“是”，党委、离退休支部选“否”",
        example="是",
        source="项目扩展",
    )
    deputy = Ref(
        "副书记",
        "general.Teacher",
        blank=True,
        note="排名第一的副书记，填工号，不设的不填",
        source="中国共产党支部工作条例（试行）",
    )
    organiser = Ref(
        "组织委员",
        "general.Teacher",
        blank=True,
        note="负责组织工作的委员，填工号，由书记兼任的填书记",
        example="js002",
        source="中国共产党支部工作条例（试行）",
    )
    publicist = Ref(
        "宣传委员",
        "general.Teacher",
        blank=True,
        note="负责宣传工作的委员，填工号，不设的不填",
        source="中国共产党支部工作条例（试行）",
    )
    inspector = Ref(
        "纪检委员",
        "general.Teacher",
        blank=True,
        note="负责纪检工作的委员，党委填纪委书记，不设的不填",
        source="中国共产党支部工作条例（试行）",
    )
    committee = Count(
        "委员人数",
        unit="人",
        note="委员会成员含书记，正式党员不足7人不设委员会的填0",
        example=3,
        source="中国共产党支部工作条例（试行）",
    )
    members = Count(
        "党员人数",
        unit="人",
        note="等于教职工、学生与离退休党员之和；党委、党总支填所属支部合计",
        example=18,
        source="中国共产党支部工作条例（试行）",
        moment=Moment.FILING,
    )
    staff = Count(
        "教职工党员人数",
        unit="人",
        note="组织关系在本支部（总支）的在职人员，没有的填0",
        example=18,
        source="项目扩展",
        moment=Moment.FILING,
    )
    students = Count(
        "学生党员人数",
        unit="人",
        note="在籍学生党员，没有的填0",
        example=0,
        source="项目扩展",
        moment=Moment.FILING,
    )
    retired = Count(
        "离退休党员人数",
        unit="人",
        note="离退休教职工党员，没有的填0",
        example=0,
        source="项目扩展",
        moment=Moment.FILING,
    )
    probationary = Count(
        "其中预备党员人数",
        unit="人",
        note="包含在党员人数内，没有的填0",
        example=1,
        source="项目扩展",
        moment=Moment.FILING,
    )
    groups = Count(
        "党小组数",
        unit="个",
        note="支部下设的党小组，不设的填0",
        example=2,
        source="中国共产党支部工作条例（试行）",
    )
    elected = Date(
        "最近换届日期",
        before="today",
        note="党员大会或代表大会选举本届班子的日期，新成立未选举的填批复日期",
        example="2019-11-15",
        source="中国共产党基层组织选举工作条例",
    )
    term = Whole(
        "任期",
        min=1,
        max=5,
        unit="年",
        note="党委五年；党总支、党支部三年；以批复为准",
        example=3,
        source="中国共产党基层组织选举工作条例",
    )
    due = Date(
        "应换届日期",
        after="elected",
        note="本届任期届满的日期；已批准延期的填延期后的日期并在备注说明",
        example="2022-11-15",
        source="中国共产党基层组织选举工作条例",
    )
    place = Text(
        "活动场所",
        max_length=60,
        blank=True,
        note="固定的党员活动室的地点，没有的不填",
        example="教学楼301",
        source="项目扩展",
    )
    honours = Text(
        "获得称号",
        max_length=120,
        blank=True,
        note="在有效期内的先进基层党组织、示范支部等称号和授予单位，没有的不填",
        example="云州市教育系统先进基层党组织（2021年）",
        source="项目扩展",
    )
    in_use = Flag("是否有效", note="已撤销或并入其他组织的选“否”，记录保留", example="是", source="项目扩展")
    abolished = Month(
        "撤销年月",
        blank=True,
        after="established",
        note="上级党组织批复撤销的年月，有效的不填",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="书记空缺、延期换届、挂靠管理等情况",
        example="延期换届经上级批准",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "党组织机构"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "parent", "secretary", "members", "due", "in_use"]
        filters = ["name", "number", "kind", "branch_kind", "department", "in_use"]
        sections = {
            "组织": "number",
            "班子": "secretary",
            "党员": "members",
            "换届与活动": "elected",
            "有效性": "in_use",
        }
        checks = [
            SumOf("members", ["staff", "students", "retired"]),
            NotLess("members", "probationary"),
            NotLess("members", "committee"),
            RequiredIf("branch_kind", "kind", equals=judgements.BRANCHES),
            RequiredIf("abolished", "in_use", equals=False),
            RowCheck(
                ["kind", "members", "probationary"],
                judgements.enough_for_a_branch,
                "党支部的正式党员不足3人",
                "正式党员不足3人的应建立联合党支部或临时党支部，请核对类别与人数",
            ),
        ]
