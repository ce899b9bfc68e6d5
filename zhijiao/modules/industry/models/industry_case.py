"""产教融合 / 案例上报."""

from zhijiao.cases import declare as cases
from zhijiao.filing.declare import AnnualRecord, Code, Declaration, Ref


class IndustryCase(AnnualRecord):
    """产教融合 / 案例上报: how a school works with enterprises, for others to read.

    Written here, and from here handed up; whether it may be changed its state says.
    """

    title = cases.title("企业师傅驻校带班破解数控实训缺真活难题")
    kind = Code(
        "案例类别",
        "industry_case_kind",
        note="按主要内容选一项；几种合作并行的选投入最多的",
        example="现代学徒制",
        source="教职成〔2018〕1号",
    )
    major = Ref(
        "涉及专业",
        "general.Major",
        blank=True,
        note="填本校专业编号；面向全校的不填",
        example="01",
        source="项目扩展",
    )
    enterprise = Ref(
        "合作企业",
        "industry.Enterprise",
        blank=True,
        note="填合作单位编号，须先在“企业信息”中录入，没有的不填",
        example="202201090001",
        source="项目扩展",
    )
    keywords = cases.keywords("现代学徒制、驻校师傅、真实订单")
    started = cases.started()
    background = cases.background(
        "数控专业实训长期使用练习件，学生毕业后上岗还要重新培训，企业接收意愿不高。"
    )
    practice = cases.practice(
        "学校引入合作企业的小批量订单，企业师傅驻校带班，按工序分组生产，质检标准由双方共同制订。"
    )
    results = cases.results("一学年完成订单十二批，合格率由八成提高到九成七，当届毕业生留任率提高一成半。")
    experience = cases.experience()
    pictures = cases.pictures()
    attachments = cases.attachments()
    author = cases.author()
    may_publish = cases.may_publish()
    has_personal_data = cases.has_personal_data()
    status = cases.status()

    class Meta:
        verbose_name = "案例上报"

    class Filing(Declaration):
        key = ["title"]
        title = ["title"]
        listing = ["title", "kind", "keywords", "started", "author", "status"]
        filters = ["title", "kind", "keywords", "status"]
        sections = cases.SECTIONS
        workflow = cases.WORKFLOW
        above = cases.ABOVE
        boards = cases.BOARDS
        record_boards = cases.RECORD_BOARDS
