"""党建工作 / 党建基础情况."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Area,
    Code,
    Count,
    Declaration,
    Flag,
    LongText,
    Moment,
    Money,
    NotLess,
    Ref,
    RequiredIf,
    SumOf,
    Text,
)


class PartyOverview(AnnualRecord):
    """党建工作 / 党建基础情况: organisations, members, staff and means of a school year, one page a year.

    After 关于建立中小学校党组织领导的校长负责制的意见 (2022), 中国共产党支部工作条例 (2018) and the yearly
    statistics of party members. Regulations are cited from knowledge, not compared with their wording.
    """

    leadership = Code(
        "学校领导体制",
        "party_leadership",
        note="按上级党组织批准的体制选择；2020学年尚未调整的选“校长负责制”",
        example="党组织领导的校长负责制",
        source="中小学校党组织领导的校长负责制的意见（2022年）",
    )
    kind = Code(
        "学校党组织类别",
        "party_organisation_kind",
        note="学校层面最高的党组织；没有独立党组织、参加联合党支部的选“联合党支部”",
        example="党委",
        source="中国共产党章程",
    )
    name = Text(
        "学校党组织名称",
        max_length=80,
        note="批复文件中的全称",
        example="中共云州市工业职业技术学校委员会",
        source="中国共产党章程",
    )
    superior = Text(
        "上级党组织",
        max_length=80,
        note="直接管理本校党组织的上级党组织全称",
        example="中共云州市委教育工作委员会",
        source="项目扩展",
    )
    secretary = Ref(
        "党组织书记",
        "general.Teacher",
        note="学年末在任的书记，填工号；空缺的填主持工作的副书记并在备注说明",
        example="js002",
        source="中小学校党组织领导的校长负责制的意见（2022年）",
    )
    concurrent = Flag(
        "书记是否兼任校长",
        note="书记、校长由一人担任的选“是”",
        example="否",
        source="中小学校党组织领导的校长负责制的意见（2022年）",
    )
    full_time_deputies = Count(
        "专职副书记人数",
        unit="人",
        note="不兼任行政职务的副书记，没有的填0",
        example=1,
        source="中小学校党组织领导的校长负责制的意见（2022年）",
    )
    committee = Count(
        "党委（支部）委员人数",
        unit="人",
        note="学校层面党组织领导班子的委员，含书记、副书记，不设委员会的填0",
        example=7,
        source="中国共产党基层组织选举工作条例",
    )
    discipline_body = Flag(
        "是否设立纪检机构",
        note="设纪委或明确纪检委员并有专人负责的选“是”",
        example="是",
        source="中国共产党章程",
    )
    general_branches = Count(
        "党总支数", unit="个", note="学校党组织下设的党总支，没有的填0", example=0, source="中国共产党章程"
    )
    branches = Count(
        "党支部数",
        unit="个",
        note="等于以下各类党支部之和；学校本身就是党支部的填1",
        example=9,
        source="中国共产党支部工作条例（试行）",
    )
    staff_branches = Count(
        "教职工党支部数",
        unit="个",
        note="由在职教职工党员组成的支部，没有的填0",
        example=7,
        source="中国共产党支部工作条例（试行）",
    )
    student_branches = Count(
        "学生党支部数",
        unit="个",
        note="由学生党员组成的支部，没有的填0",
        example=0,
        source="中国共产党支部工作条例（试行）",
    )
    mixed_branches = Count(
        "师生联合党支部数",
        unit="个",
        note="教职工和学生党员合编的支部，没有的填0",
        example=1,
        source="中国共产党支部工作条例（试行）",
    )
    retired_branches = Count(
        "离退休党支部数",
        unit="个",
        note="由离退休教职工党员组成的支部，没有的填0",
        example=1,
        source="中国共产党支部工作条例（试行）",
    )
    double_leaders = Count(
        "“双带头人”支部书记数",
        unit="人",
        note="党建和教学（专业）双带头的教师党支部书记，没有的填0；不多于党支部数",
        example=6,
        source="项目扩展",
    )
    model_branches = Count(
        "县级以上示范支部数",
        unit="个",
        note="被县级以上党组织命名且在有效期内的示范（样板、先进）支部，没有的填0",
        example=1,
        source="项目扩展",
    )
    members = Count(
        "党员总数",
        unit="人",
        note="学年内12月31日组织关系在本校的党员，等于正式与预备党员之和，也等于教职工、学生与离退休党员之和",
        example=142,
        source="中国共产党党内统计口径",
        doubt="党内统计以12月31日为截止日，凭知识",
        moment=Moment.CALENDAR_YEAR_ENDS,
    )
    full_members = Count(
        "正式党员数",
        unit="人",
        note="不含预备党员，没有的填0",
        example=139,
        source="中国共产党党内统计口径",
        moment=Moment.CALENDAR_YEAR_ENDS,
    )
    probationary = Count(
        "预备党员数",
        unit="人",
        note="处于预备期（含延长）的党员，没有的填0",
        example=3,
        source="中国共产党党内统计口径",
        moment=Moment.CALENDAR_YEAR_ENDS,
    )
    staff_members = Count(
        "在职教职工党员数",
        unit="人",
        note="在编和聘用教职工中的党员，没有的填0",
        example=108,
        source="中国共产党党内统计口径",
        moment=Moment.CALENDAR_YEAR_ENDS,
    )
    student_members = Count(
        "学生党员数",
        unit="人",
        note="在籍学生中的党员，没有的填0",
        example=2,
        source="中国共产党党内统计口径",
        moment=Moment.CALENDAR_YEAR_ENDS,
    )
    retired_members = Count(
        "离退休党员数",
        unit="人",
        note="组织关系仍在本校的离退休人员，没有的填0",
        example=32,
        source="中国共产党党内统计口径",
        moment=Moment.CALENDAR_YEAR_ENDS,
    )
    women = Count(
        "其中女党员数",
        unit="人",
        note="包含在党员总数内，没有的填0",
        example=71,
        source="中国共产党党内统计口径",
        moment=Moment.CALENDAR_YEAR_ENDS,
    )
    minorities = Count(
        "其中少数民族党员数",
        unit="人",
        note="汉族以外的党员，包含在党员总数内，没有的填0",
        example=48,
        source="中国共产党党内统计口径",
        moment=Moment.CALENDAR_YEAR_ENDS,
    )
    young = Count(
        "其中35岁及以下党员数",
        unit="人",
        note="年满35周岁以内的，包含在党员总数内，没有的填0",
        example=36,
        source="中国共产党党内统计口径",
        moment=Moment.CALENDAR_YEAR_ENDS,
    )
    teachers = Count(
        "其中专任教师党员数",
        unit="人",
        note="在职教职工党员中的专任教师，没有的填0",
        example=86,
        source="项目扩展",
        moment=Moment.CALENDAR_YEAR_ENDS,
    )
    applicants = Count(
        "入党申请人数",
        unit="人",
        note="已递交申请书、尚未列为积极分子的人数，没有的填0",
        example=24,
        source="中国共产党发展党员工作细则（2014年）",
        moment=Moment.CALENDAR_YEAR_ENDS,
    )
    activists = Count(
        "入党积极分子人数",
        unit="人",
        note="经支委会确定、上级备案的人数，没有的填0",
        example=12,
        source="中国共产党发展党员工作细则（2014年）",
        moment=Moment.CALENDAR_YEAR_ENDS,
    )
    recruited = Count(
        "本学年发展党员数",
        unit="人",
        note="本学年支部大会接收并经上级批准的预备党员，应与“发展新党员”一致，没有的填0",
        example=3,
        source="中国共产党发展党员工作细则（2014年）",
    )
    confirmed = Count(
        "本学年转正党员数",
        unit="人",
        note="本学年按期或延期转为正式党员的人数，没有的填0",
        example=2,
        source="中国共产党发展党员工作细则（2014年）",
    )
    reviewed = Count(
        "参加民主评议党员数",
        unit="人",
        note="最近一次民主评议实际参加的党员，未开展的填0并说明",
        example=138,
        source="中国共产党支部工作条例（试行）",
    )
    excellent = Count(
        "其中评议优秀党员数",
        unit="人",
        note="一般不超过参加评议党员的三分之一，没有的填0",
        example=41,
        source="中国共产党支部工作条例（试行）",
    )
    party_staff = Count(
        "专职党务干部人数",
        unit="人",
        note="党办、组织、宣传、纪检等岗位的专职人员，没有的填0",
        example=4,
        source="项目扩展",
    )
    room_area = Area(
        "党员活动场所面积",
        note="党员活动室、党建展室的建筑面积，没有固定场所的填0",
        example=180,
        source="中国共产党支部工作条例（试行）",
    )
    dues = Money(
        "本学年收缴党费",
        digits=12,
        max=100_000_000,
        note="本学年党员实际交纳的党费合计，不含特殊党费",
        example=86500,
        source="中国共产党党费收缴、使用和管理的规定",
    )
    budget = Money(
        "本学年党建经费支出",
        digits=12,
        max=100_000_000,
        note="列入学校预算的党建经费和返还党费的实际支出，没有的填0",
        example=125000,
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="书记空缺、组织关系代管、未开展评议等需要说明的情况",
        example="退休党支部2名党员因病未参加评议",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "党建基础情况"

    class Filing(Declaration):
        single = True
        listing = ["kind", "leadership", "secretary", "branches", "members", "probationary", "recruited"]
        sections = {
            "领导体制与班子": "leadership",
            "基层组织": "general_branches",
            "党员队伍": "members",
            "发展党员": "applicants",
            "教育管理与保障": "reviewed",
        }
        checks = [
            SumOf("branches", ["staff_branches", "student_branches", "mixed_branches", "retired_branches"]),
            NotLess("branches", "double_leaders"),
            NotLess("branches", "model_branches"),
            SumOf("members", ["full_members", "probationary"]),
            SumOf("members", ["staff_members", "student_members", "retired_members"]),
            NotLess("members", "women"),
            NotLess("members", "minorities"),
            NotLess("members", "young"),
            NotLess("staff_members", "teachers"),
            NotLess("members", "reviewed"),
            NotLess("reviewed", "excellent"),
            RequiredIf("remarks", "reviewed", equals=0),
        ]
