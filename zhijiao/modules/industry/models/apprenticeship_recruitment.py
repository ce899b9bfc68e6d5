"""产教融合 / 现代学徒制 / 试点运行情况 / 招生就业."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Count,
    Declaration,
    LongText,
    Money,
    NotLess,
    Ref,
    RowCheck,
)
from zhijiao.modules.industry import judgements


class ApprenticeshipRecruitment(AnnualRecord):
    """产教融合 / 现代学徒制 / 试点运行情况 / 招生就业: who came into a pilot, and where finishers went."""

    pilot = Ref(
        "试点",
        "industry.ApprenticeshipPilot",
        note="填试点编号；本学年招收或有学徒出徒的试点都要填",
        example="XT01",
        source="填报指南 第三部分",
    )
    manner = Code(
        "招生（工）方式",
        "apprenticeship_enrolment",
        note="看学籍注册和劳动（学徒）协议的先后；同一学期办理的选“同步”",
        example="招生与招工同步",
        source="教职成〔2014〕9号",
    )
    planned = Count(
        "计划招收人数",
        unit="人",
        note="本学年下达或约定的计划，没有的填0",
        example=40,
        source="教职成〔2014〕9号",
    )
    recruited = Count(
        "实际招收人数",
        unit="人",
        note="本学年注册学籍并签订学徒协议的人数，没有的填0",
        example=38,
        source="教职成〔2014〕9号",
    )
    workers = Count(
        "其中企业员工数",
        unit="人",
        note="包含在实际招收人数内，没有的填0",
        example=0,
        source="教职成〔2014〕9号",
    )
    poor = Count(
        "其中建档立卡学生数",
        unit="人",
        note="包含在实际招收人数内，没有的填0",
        example=6,
        source="项目扩展",
    )
    left = Count(
        "当年退出人数",
        unit="人",
        note="本学年退出学徒培养的人数，没有的填0",
        example=1,
        source="教职成〔2014〕9号",
    )
    finished = Count(
        "当年出徒（毕业）人数",
        unit="人",
        note="本学年取得毕业证书的学徒，没有的填0",
        example=36,
        source="教职成〔2014〕9号",
    )
    certified = Count(
        "取得职业技能等级证书人数",
        unit="人",
        note="包含在出徒人数内，没有的填0",
        example=34,
        source="教职成〔2019〕6号",
    )
    stayed = Count(
        "留合作企业就业人数",
        unit="人",
        note="与合作企业签订劳动合同的人数，包含在出徒人数内，没有的填0",
        example=25,
        source="教职成〔2014〕9号",
    )
    hired = Count(
        "其他对口就业人数",
        unit="人",
        note="到其他企业从事对口岗位的人数，没有的填0",
        example=6,
        source="教职成〔2014〕9号",
    )
    further = Count(
        "升学人数",
        unit="人",
        note="升入高一级学校的人数，没有的填0",
        example=4,
        source="JY/T 1001-2012 BYQX",
    )
    wage = Money(
        "留任人员月平均工资",
        unit="元/月",
        note="留合作企业就业人员签约月工资的平均数，没有留任的填0",
        example=4200,
        source="教职成〔2014〕9号",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="未完成计划的原因等",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "现代学徒制试点招生就业"

    class Filing(Declaration):
        key = ["pilot"]
        listing = ["year", "pilot", "manner", "planned", "recruited", "finished", "stayed"]
        filters = ["pilot", "manner"]
        follows = "pilot"
        sections = {
            "试点": "pilot",
            "招生（工）": "manner",
            "出徒": "left",
            "就业": "stayed",
        }
        checks = [
            NotLess("recruited", "workers"),
            NotLess("recruited", "poor"),
            NotLess("finished", "certified"),
            RowCheck(
                ["finished", "stayed", "hired", "further"],
                judgements.no_more_destinations_than_finished,
                "留任、对口就业与升学的合计多于出徒人数",
                "每人只计一处，请核对四项人数",
            ),
            RowCheck(
                ["stayed", "wage"],
                judgements.paid_if_stayed,
                "有留合作企业就业的，月平均工资应大于0",
                "请填写签约月工资的平均数",
            ),
        ]
