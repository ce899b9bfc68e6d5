"""德育工作 / 案例上报."""

from zhijiao.cases import declare as cases
from zhijiao.filing.declare import AnnualRecord, Code, Declaration


class MoralCase(AnnualRecord):
    """德育工作 / 案例上报: what a school has learnt in moral education, for others to read.

    Written here, and from here handed up; whether it may be changed its state says.
    """

    title = cases.title("分段晨跑与值周制让住校生养成守时习惯")
    kind = Code(
        "案例类别",
        "moral_case_kind",
        note="按主要内容选一项；几条途径并用的选着力最多的",
        example="管理育人",
        source="教基〔2017〕8号",
    )
    keywords = cases.keywords("值周制、养成教育、住校生")
    started = cases.started()
    background = cases.background(
        "住校生占全校学生的三分之二，作息不规律，早操和晚自习迟到较多，单靠扣分效果不长久。"
    )
    practice = cases.practice(
        "学生会与班主任共同制订值周办法，每班轮值一周，从整队、检查到讲评由学生完成，值周表现记入综合素质评价。"
    )
    results = cases.results("一学年内早操迟到人次下降六成，宿舍评比优良率由七成提高到九成。")
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
