"""What the modules declare their 案例上报 and 典型案例 with; the items that all of them have are written here once."""

from typing import Any

from zhijiao.cases import published
from zhijiao.cases.form_keys import STATUS, TYPICAL
from zhijiao.cases.states import OPEN, State
from zhijiao.filing.schema import fields
from zhijiao.filing.schema.summaries import Item, Reader, SummaryRow
from zhijiao.filing.schema.workflow import Workflow

WORKFLOW = Workflow(
    column=STATUS,
    open=frozenset(OPEN),
    removable=frozenset({State.DRAFT.value}),
    remedy="请先在“办理”页面撤回，或等退回后再修改",
)
ABOVE = "cases:desk"
BOARDS = {"cases:desk": "案例办理"}
RECORD_BOARDS = {"cases:case": "办理"}
LIBRARY = {"cases:library": "检索与阅读"}
SECTIONS = {
    "案例": "title",
    "正文": "background",
    "图片与附件": "pictures",
    "撰写与公开": "author",
    "办理": "status",
}
ITEMS = {
    "title": Item("案例标题", note="入选案例的标题，点开右侧链接读全文", source="填报指南 第三部分"),
    "school": Item("学校名称", note="上报该案例的学校", source="填报指南 第三部分"),
    "kind": Item("案例类别", note="读取“案例上报”", source="填报指南 第三部分"),
    "keywords": Item("关键词", note="读取“案例上报”", source="项目扩展"),
    "year": Item("学年", "integer", note="案例所在学年开始的年份", source="填报指南 第三部分"),
    "level": Item("入选级别", "code", table="case_level", note="由入选的主管部门确定", source="项目扩展"),
    "selected_on": Item("入选日期", "date", note="主管部门选为典型案例的日期", source="项目扩展"),
    "document": Item("公布文号", note="公布名单的文号，没有的为空", source="项目扩展"),
}
DEFINITION = "部、省选为典型案例的“案例上报”，对选用部门辖区内的全部学校公布；撤销入选的不再显示"


def title(example: str) -> Any:
    """案例标题: what a case is known by, within a school and year."""
    return fields.Text(
        "案例标题",
        max_length=40,
        note="点明做法和成效，四十字以内，不用口号；本学年内不重复",
        example=example,
        source="项目扩展",
    )


def keywords(example: str) -> Any:
    """关键词: tags of the library."""
    return fields.Text(
        "关键词",
        max_length=60,
        blank=True,
        pattern=(r"[^、，,;；]{1,15}(、[^、，,;；]{1,15}){0,4}", "最多五个词，每个不超过十五字，用顿号分隔"),
        note="不超过五个，用顿号分隔，入选后供检索",
        example=example,
        source="项目扩展",
    )


def started() -> Any:
    """实施起始日期."""
    return fields.Date(
        "实施起始日期",
        before="today",
        note="做法开始实施的日期，以文件或首次活动为准",
        example="2019-09-01",
        source="项目扩展",
    )


def background(example: str) -> Any:
    """背景与问题."""
    return fields.RichText(
        "背景与问题", max_length=300, note="三百字以内，写要解决的问题", example=example, source="项目扩展"
    )


def practice(example: str) -> Any:
    """主要做法."""
    return fields.RichText(
        "主要做法",
        max_length=1500,
        note="一千五百字以内，分条写可操作的做法，可插入图片和表格",
        example=example,
        source="项目扩展",
    )


def results(example: str) -> Any:
    """成效."""
    return fields.RichText(
        "成效",
        max_length=500,
        note="五百字以内，用可以核实的数据，与其他表单填报的数字一致",
        example=example,
        source="项目扩展",
    )


def experience() -> Any:
    """经验与推广价值."""
    return fields.RichText(
        "经验与推广价值",
        max_length=300,
        blank=True,
        note="三百字以内，写其他学校采用这一做法需要的条件",
        example="需要企业提供稳定的实训岗位，并由双方共同制订评价标准。",
        source="项目扩展",
    )


def pictures() -> Any:
    """图片."""
    return fields.File(
        "图片",
        accepts=("jpeg", "png"),
        most=6,
        most_mb=5,
        blank=True,
        note="不超过六张，文件名写明内容；出现学生正面照片的须取得本人和监护人同意",
        source="个人信息保护法",
    )


def attachments() -> Any:
    """附件: 佐证材料, which the authorities read and nobody else."""
    return fields.File(
        "附件",
        accepts=("pdf", "docx", "xlsx"),
        most=5,
        blank=True,
        note="佐证材料，供主管部门审核，入选后不公开；不要上传学生名单等个人信息",
        source="项目扩展",
    )


def author() -> Any:
    """撰写人."""
    return fields.Ref(
        "撰写人",
        "general.Teacher",
        note="填工号；执笔的本校教师，入选后不公开姓名",
        example="js002",
        source="项目扩展",
    )


def may_publish() -> Any:
    """是否同意公开."""
    return fields.Flag(
        "是否同意公开",
        note="同意入选后向辖区学校公布的选“是”；选“否”的可以上报，但不能选为典型案例",
        example="是",
        source="项目扩展",
    )


def has_personal_data() -> Any:
    """是否含个人信息."""
    return fields.Flag(
        "是否含个人信息",
        note="正文或图片含学生姓名、肖像等个人信息的选“是”，处理好改为“否”后才能选为典型案例",
        example="否",
        source="个人信息保护法",
    )


def status() -> Any:
    """状态, which the workflow keeps."""
    return fields.State(
        "状态",
        "case_status",
        default=State.DRAFT.value,
        note="由系统按办理流程更新，不能填写；上报、撤回在“办理”页面进行",
        source="项目扩展",
    )


def own_record(each: Any, own: Any) -> list[tuple[str, int, str]]:
    """The record behind a row, where it is one of the reader's schools."""
    return [(each.form, each.case.record_id, each.title)] if each.school_id in own else []


def selected_rows(reader: Reader, form: str) -> list[SummaryRow]:
    """Rows of 典型案例: what has been selected of a form by authorities above the reader's schools."""
    found = list(published.above_schools(reader.schools, form))
    theirs = {each.school_id for each in found}
    own = set(reader.schools.filter(pk__in=theirs).values_list("pk", flat=True)) if theirs else set()
    return [
        SummaryRow(
            {
                "title": each.title,
                "school": each.school_name,
                "kind": each.kind,
                "keywords": each.keywords,
                "year": each.year,
                "level": each.level,
                "selected_on": each.selected_on,
                "document": each.document,
            },
            own_record(each, own),
            [("cases:read", (TYPICAL[form], each.pk), "阅读全文")],
        )
        for each in found
    ]
