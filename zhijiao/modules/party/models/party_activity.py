"""党建工作 / 党建活动."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Count,
    Date,
    Declaration,
    Flag,
    LongText,
    Money,
    NotLess,
    Number,
    Ref,
    RequiredIf,
    SumOf,
    Text,
    WithinPeriod,
)


class PartyActivity(AnnualRecord):
    """党建工作 / 党建活动: meetings, lectures and days of the party organisations, one row each.

    After 中国共产党支部工作条例 (2018) and 中国共产党党员教育管理工作条例 (2019); both cited from knowledge.
    """

    number = Text(
        "活动编号",
        max_length=20,
        note="学校自编，本学年内不重复，如党组织编号加流水号",
        example="DZ01-2020-01",
        source="项目扩展",
    )
    name = Text(
        "活动名称",
        max_length=80,
        search=True,
        note="写明主题，不只写“主题党日”“党课”",
        example="学习贯彻党的十九届五中全会精神专题党课",
        source="中国共产党支部工作条例（试行）",
    )
    kind = Code(
        "活动类别",
        "party_activity_kind",
        note="一次活动含几项内容的，选占时间最多的一类",
        example="党课",
        source="中国共产党支部工作条例（试行）",
    )
    organisation = Ref(
        "组织活动的党组织",
        "party.PartyOrganisation",
        note="填党组织编号；几个支部联合开展的填牵头的一个",
        example="DZ01",
        source="中国共产党支部工作条例（试行）",
    )
    held = Date(
        "活动日期",
        before="today",
        note="活动当天；持续几天的填第一天，须在所填学年内",
        example="2020-11-18",
        source="项目扩展",
    )
    hours = Number(
        "活动学时",
        digits=5,
        places=1,
        min=0.5,
        max=200,
        unit="学时",
        note="按45分钟折算1学时；党员每年集中学习培训一般不少于32学时",
        example=2,
        source="中国共产党党员教育管理工作条例",
    )
    place = Text(
        "活动地点", max_length=60, note="校外开展的写单位名称", example="第一会议室", source="项目扩展"
    )
    off_campus = Flag("是否校外开展", note="离开学校场地开展的选“是”", example="否", source="项目扩展")
    online = Flag("是否线上开展", note="全部或主要在线上进行的选“是”", example="否", source="项目扩展")
    host = Ref(
        "主持人",
        "general.Teacher",
        note="一般为书记或支部委员，填工号",
        example="js002",
        source="中国共产党支部工作条例（试行）",
    )
    speaker = Text(
        "主讲人",
        max_length=36,
        blank=True,
        note="党课、培训、专题报告必须填写，多人用顿号分隔",
        example="谭红霞",
        source="中国共产党党员教育管理工作条例",
    )
    speaker_from = Text(
        "主讲人单位及职务",
        max_length=60,
        blank=True,
        note="外请人员填单位全称和职务，本校人员填职务",
        example="党委书记",
        source="项目扩展",
    )
    leader_attends = Flag(
        "是否有校级领导参加",
        note="书记、校长、副书记、副校长以普通党员或指导身份参加的选“是”",
        example="是",
        source="中小学校党组织领导的校长负责制的意见（2022年）",
    )
    expected = Count(
        "应到党员数",
        unit="人",
        note="按活动通知应参加的党员，不含列席人员",
        example=18,
        source="中国共产党支部工作条例（试行）",
    )
    attended = Count(
        "实到党员数",
        unit="人",
        note="签到的党员，含线上签到，不得多于应到党员数",
        example=17,
        source="中国共产党支部工作条例（试行）",
    )
    activists = Count(
        "列席积极分子数",
        unit="人",
        note="入党积极分子、发展对象，没有的填0",
        example=2,
        source="中国共产党发展党员工作细则（2014年）",
    )
    others = Count(
        "列席其他人员数", unit="人", note="群众、学生、外单位人员，没有的填0", example=0, source="项目扩展"
    )
    total = Count(
        "参加总人数",
        unit="人",
        note="等于实到党员、列席积极分子与其他人员之和",
        example=19,
        source="项目扩展",
    )
    content = LongText(
        "活动内容",
        note="二百字以内：议题或学习内容、讨论情况",
        example="围绕五中全会公报和职业教育提质培优行动计划授课并分组讨论",
        source="项目扩展",
    )
    decisions = LongText(
        "形成的决议或结果",
        blank=True,
        note="党员大会、支委会、民主评议等应填写表决或评议结果，没有的不填",
        example="确定第三党小组开展技能帮扶",
        source="中国共产党支部工作条例（试行）",
    )
    cost = Money(
        "活动支出",
        digits=10,
        max=10_000_000,
        note="从党建经费或党费列支的实际金额，没有支出的填0",
        example=0,
        source="项目扩展",
    )
    recorder = Text(
        "记录人", max_length=36, blank=True, note="会议或活动记录人姓名", example="韦朗朗", source="项目扩展"
    )
    materials = Text(
        "存档材料",
        max_length=120,
        blank=True,
        note="记录、签到、照片等的档案号或文件名，多件用顿号分隔",
        example="DZ01-2020-党课记录",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "党建活动"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "organisation", "held", "expected", "attended", "total"]
        filters = ["name", "number", "kind", "organisation", "held"]
        ordering = ["-held", "number"]
        sections = {
            "活动": "number",
            "时间与地点": "held",
            "主持与主讲": "host",
            "参加人数": "expected",
            "内容与结果": "content",
        }
        checks = [
            WithinPeriod("held"),
            NotLess("expected", "attended"),
            SumOf("total", ["attended", "activists", "others"]),
            RequiredIf("speaker", "kind", equals=("04", "12")),
            RequiredIf("decisions", "kind", equals=("01", "02", "07")),
        ]
