"""教学管理 / 课程建设 / 教材信息."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Date,
    Declaration,
    Flag,
    LongText,
    Money,
    PersonName,
    Record,
    Ref,
    RequiredIf,
    Text,
    YearNo,
    check_isbn,
)
from zhijiao.modules.teaching import judgements


class Textbook(Record):
    """教学管理 / 课程建设 / 教材信息: books and other materials that courses are taught by.

    Which kinds have a book number follows from the kind: published books have, printed lecture notes have none.
    """

    number = Text(
        "教材号",
        max_length=30,
        note="学校自编，全校不重复，课程信息用它引用；公开出版的可直接用书号",
        example="JC0001",
        source="JY/T 1005-2012 ZZJX0401 JCDM",
    )
    name = Text(
        "教材名称",
        max_length=100,
        search=True,
        note="照版权页填写，含分册名",
        example="计算机网络技术基础（第2版）",
        source="JY/T 1005-2012 ZZJX0401 JCMC",
    )
    kind = Code(
        "教材类别",
        "textbook_kind",
        note="思想政治、语文、历史三科选“国家统编教材”，必须使用；规划教材以教育部、省公布的书目为准，境外出版或翻译引进的选“境外教材”",
        example="国家规划教材",
        source="教材〔2019〕3号",
    )
    form = Code(
        "教材形态",
        "textbook_form",
        note="活页式、工作手册式等新形态教材选相应项",
        example="纸质教材",
        source="教材〔2019〕3号",
    )
    author = PersonName(
        "第一作者",
        note="版权页上的第一主编或第一作者，只写一人",
        example="黄志刚",
        source="JY/T 1005-2012 ZZJX0401 DYZZ",
    )
    authors = Text(
        "其他作者",
        max_length=100,
        blank=True,
        note="用顿号分隔，没有的不填",
        example="李强、谭红霞",
        source="JY/T 1005-2012 ZZJX0401 QTZZ",
    )
    edition = Text(
        "版次",
        max_length=20,
        note="如“第2版”，校本讲义写编印年份",
        example="第2版",
        source="JY/T 1005-2012 ZZJX0401 BC",
    )
    summary = LongText(
        "内容简介",
        blank=True,
        note="两百字以内，写适用对象、内容结构和特色",
        source="JY/T 1005-2012 ZZJX0401 NRJJ",
    )
    isbn = Text(
        "ISBN号",
        max_length=21,
        check=check_isbn,
        blank=True,
        note="公开出版的必填，照版权页写书号；校本讲义没有书号不填",
        example="978-7-5550-0101-0",
        source="JY/T 1005-2012 ZZJX0401 CBH",
    )
    publisher = Text(
        "出版社",
        max_length=60,
        blank=True,
        note="公开出版的必填，照版权页写全称；校本讲义不填",
        example="云岭教育出版社",
        source="JY/T 1005-2012 ZZJX0401 CBS",
    )
    published = Date(
        "出版日期",
        before="today",
        blank=True,
        note="公开出版的必填，只有年月的填当月1日",
        example="2019-08-01",
        source="JY/T 1005-2012 ZZJX0401 CBRQ",
    )
    printing = Text(
        "印次",
        max_length=20,
        blank=True,
        note="照版权页填写，如“第3次”，校本讲义不填",
        example="第3次",
        source="JY/T 1005-2012 ZZJX0401 YC",
    )
    price = Money(
        "定价",
        unit="元",
        max=10000,
        blank=True,
        note="版权页上的定价，免费的填0",
        example=39.8,
        source="JY/T 1005-2012 ZZJX0401 JG",
    )
    school_author = Flag(
        "是否本校教师编写",
        note="主编或参编中有本校教师的选“是”",
        example="否",
        source="项目扩展",
    )
    company_author = Flag(
        "是否校企合作编写",
        note="署名作者有企业人员的选“是”",
        example="是",
        source="教材〔2019〕3号",
    )
    foreign_approval = Text(
        "境外教材审批文号",
        max_length=40,
        blank=True,
        note="教材类别为境外教材的必填，写教育行政部门同意选用的文号",
        source="教材〔2019〕3号",
    )
    first_year = YearNo(
        "首次使用学年",
        blank=True,
        note="本校第一次使用的学年，填开始的年份，如2019-2020学年填2019",
        example=2019,
        source="JY/T 1005-2012 ZZJX0402 XQM",
    )
    course_names = Text(
        "适用课程",
        max_length=120,
        blank=True,
        note="尚未录入“课程信息”的课程名称，用顿号分隔；已录入的在课程中选用本教材即可",
        example="计算机网络技术",
        source="JY/T 1005-2012 ZZJX0402 KCMC",
    )
    major = Ref(
        "适用专业",
        "general.Major",
        blank=True,
        note="填本校专业编号；公共基础课教材和几个专业通用的不填",
        example="01",
        source="JY/T 1005-2012 ZZJX0402 ZYMC",
    )
    approved = Date(
        "选用审核日期",
        before="today",
        note="学校教材选用委员会审核通过的日期",
        example="2020-06-22",
        source="教材〔2019〕3号",
    )
    filing = Code(
        "选用备案情况",
        "textbook_filing",
        note="已报主管教育行政部门备案的选“已备案”",
        example="已备案",
        source="教材〔2019〕3号",
    )
    copies = Count(
        "选用数量",
        unit="册",
        blank=True,
        note="最近一个学期的选用册数，全部为电子版的填使用人数",
        example=120,
        source="JY/T 1005-2012 ZZJX0402 XYSL",
    )
    guide = Flag(
        "是否有教参教辅",
        blank=True,
        note="有配套教学参考书或数字资源的选“是”",
        example="是",
        source="JY/T 1005-2012 ZZJX0401 SFYJCJF",
    )
    free = Flag(
        "是否免费提供学生",
        blank=True,
        note="由财政或学校承担费用、不向学生收取教材费的选“是”",
        example="否",
        source="项目扩展",
    )
    in_use = Flag(
        "是否在用",
        note="停止使用的选“否”，记录保留",
        example="是",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "教材信息"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "author", "publisher", "isbn", "major", "filing", "in_use"]
        filters = ["name", "number", "kind", "publisher", "major", "filing", "in_use"]
        sections = {
            "教材": "number",
            "出版": "isbn",
            "编写": "school_author",
            "选用": "first_year",
            "状态": "in_use",
        }
        checks = [
            RequiredIf("isbn", "kind", equals=judgements.PUBLISHED_BOOKS),
            RequiredIf("publisher", "kind", equals=judgements.PUBLISHED_BOOKS),
            RequiredIf("published", "kind", equals=judgements.PUBLISHED_BOOKS),
            RequiredIf("foreign_approval", "kind", equals="6"),
        ]
