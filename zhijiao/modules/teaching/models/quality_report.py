"""教学管理 / 质量年报."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Count,
    Date,
    Declaration,
    File,
    Flag,
    LongText,
    Money,
    Number,
    Ref,
    RowCheck,
    Text,
)
from zhijiao.modules.teaching import judgements


class QualityReport(AnnualRecord):
    """教学管理 / 质量年报: the school's yearly report on quality, with the figures it gives.

    Figures that other forms hold too are compared with them by rules once both are there.
    """

    name = Text(
        "报告名称",
        max_length=100,
        note="如“某校中等职业教育质量年度报告（2021年度）”",
        example="云州市工业职业技术学校中等职业教育质量年度报告（2021年度）",
        source="教职成厅函〔2016〕2号",
    )
    published = Date(
        "发布日期",
        before="today",
        note="在学校网站公布的日期",
        example="2021-12-20",
        source="教职成厅函〔2016〕2号",
    )
    address = Text(
        "公开网址",
        max_length=200,
        pattern=(r"https?://\S+", "网址应以 http:// 或 https:// 开头，请从浏览器地址栏复制"),
        note="学校网站上的网页地址",
        example="https://www.school.example.cn/report/2021",
        source="教职成厅函〔2016〕2号",
    )
    filed = Flag(
        "是否报送主管部门",
        note="已按要求报送的选“是”",
        example="是",
        source="教职成厅函〔2016〕2号",
    )
    department = Ref(
        "负责部门",
        "general.Department",
        note="填机构号；牵头采集数据、编写报告的处室",
        example="03",
        source="项目扩展",
    )
    author = Ref(
        "执笔人",
        "general.Teacher",
        note="填工号；起草报告、能说明数据来源的教师",
        example="js002",
        source="项目扩展",
    )
    retention = Number(
        "在校生巩固率",
        digits=6,
        places=1,
        min=0,
        max=100,
        unit="%",
        note="学年末在籍学生占学年初的百分比，转学的不计减少",
        example=97.5,
        source="教职成厅函〔2016〕2号",
    )
    completion = Number(
        "毕业率",
        digits=6,
        places=1,
        min=0,
        max=100,
        unit="%",
        note="取得毕业证书人数占应毕业人数的百分比",
        example=98.6,
        source="教职成厅函〔2016〕2号",
    )
    basic_pass = Number(
        "文化课合格率",
        digits=6,
        places=1,
        min=0,
        max=100,
        unit="%",
        note="公共基础课合格人次占参加考核人次的百分比",
        example=95.2,
        source="教职成厅函〔2016〕2号",
    )
    skill_pass = Number(
        "专业技能合格率",
        digits=6,
        places=1,
        min=0,
        max=100,
        unit="%",
        note="专业技能考核合格人数占参加人数的百分比",
        example=96.8,
        source="教职成厅函〔2016〕2号",
    )
    fitness_pass = Number(
        "体质测评合格率",
        digits=6,
        places=1,
        min=0,
        max=100,
        unit="%",
        note="体质健康测试及格以上人数占参测人数的百分比",
        example=93.1,
        source="教职成厅函〔2016〕2号",
    )
    certificates = Number(
        "职业技能等级（资格）证书获取率",
        digits=6,
        places=1,
        min=0,
        max=100,
        unit="%",
        note="取得证书的毕业生占毕业生数的百分比",
        example=88.4,
        source="教职成厅函〔2016〕2号",
    )
    graduates = Count(
        "毕业生数",
        unit="人",
        note="本学年取得毕业证书的学生",
        example=960,
        source="教职成厅函〔2016〕2号",
    )
    employment = Number(
        "毕业生就业率",
        digits=6,
        places=1,
        min=0,
        max=100,
        unit="%",
        note="就业（含升学、参军）人数占毕业生数的百分比，应与“就业信息”一致",
        example=97.2,
        source="教职成厅函〔2016〕2号",
    )
    matching = Number(
        "对口就业率",
        digits=6,
        places=1,
        min=0,
        max=100,
        unit="%",
        note="对口就业人数占直接就业人数的百分比",
        example=78.3,
        source="教职成厅函〔2016〕2号",
    )
    further = Number(
        "升学率",
        digits=6,
        places=1,
        min=0,
        max=100,
        unit="%",
        note="升学人数占毕业生数的百分比",
        example=42.6,
        source="教职成厅函〔2016〕2号",
    )
    income = Money(
        "初次就业月收入",
        unit="元",
        max=1000000,
        note="直接就业毕业生初次就业月收入平均数",
        example=3600,
        source="教职成厅函〔2016〕2号",
    )
    student_satisfaction = Number(
        "学生满意度",
        digits=6,
        places=1,
        min=0,
        unit="%",
        blank=True,
        max=100,
        note="在校生对学习、生活的满意度调查结果，有调查的填写",
        example=92,
        source="教职成厅函〔2016〕2号",
    )
    parent_satisfaction = Number(
        "家长满意度",
        digits=6,
        places=1,
        min=0,
        unit="%",
        blank=True,
        max=100,
        note="家长对学校的满意度调查结果，有调查的填写",
        example=93.5,
        source="教职成厅函〔2016〕2号",
    )
    employer_satisfaction = Number(
        "雇主满意度",
        digits=6,
        places=1,
        min=0,
        max=100,
        unit="%",
        blank=True,
        note="用人单位对毕业生的满意度调查结果，没有调查的不填",
        example=94,
        source="教职成厅函〔2016〕2号",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="需要说明的情况",
        source="项目扩展",
    )

    full_text = File(
        "报告全文",
        accepts=("pdf",),
        most=1,
        most_mb=20,
        blank=True,
        note="与学校网站公开的一致，更正后换成新的文件",
        source="教职成厅函〔2016〕2号",
    )

    class Meta:
        verbose_name = "质量年报"

    class Filing(Declaration):
        boards = {"annual_reports:builder": "编制年报"}
        listing = ["year", "name", "published", "graduates", "employment"]
        single = True
        sections = {
            "报告": "name",
            "学生发展": "retention",
            "就业与升学": "graduates",
            "满意度": "student_satisfaction",
            "说明": "remarks",
        }
        checks = [
            RowCheck(
                ["employment", "further"],
                judgements.further_is_within_employment,
                "升学率高于毕业生就业率，而就业率包含升学",
                "请核对两项比率",
            ),
        ]
