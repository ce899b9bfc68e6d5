"""职教宣传 / 案例上报."""

from zhijiao.cases import declare as cases
from zhijiao.filing.declare import AnnualRecord, Code, Declaration


class PublicityCase(AnnualRecord):
    """职教宣传 / 案例上报: how a school makes vocational education known, for others to read.

    Written here, and from here handed up; whether it may be changed its state says.
    """

    title = cases.title("让毕业生回乡讲技能故事带动本地报考")
    kind = Code(
        "案例类别",
        "publicity_case_kind",
        note="按主要内容选一项；已在本栏目其他表单登记的活动选对应的一类",
        example="招生宣传",
        source="项目扩展",
    )
    keywords = cases.keywords("毕业生宣讲、乡镇巡回、招生宣传")
    started = cases.started()
    background = cases.background("本县初中毕业生和家长对职业教育了解不多，报考本校的学生连续三年下降。")
    practice = cases.practice(
        "学校邀请二十名就业五年以上的毕业生组成宣讲队，利用赶集日在乡镇巡回宣讲，现场展示作品和工资单。"
    )
    results = cases.results("一学年宣讲三十二场，到场家长四千余人次，当年报名人数比上年增加两成。")
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
