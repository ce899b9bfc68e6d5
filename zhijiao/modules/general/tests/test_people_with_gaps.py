"""People whose records have gaps by nature can be entered as they are; everybody else is asked as before."""

import pytest

pytestmark = pytest.mark.django_db

NUMBER = "999364500002300001"
FOREIGN = {
    "nationality": "法国", "id_type": "护照", "id_number": "12CV34567", "birthplace": None, "native_place": None,
    "ethnic_group": None, "hukou_region": None, "hukou_type": None,
}  # fmt: skip
OUTSIDE = dict.fromkeys(
    ("birthplace", "native_place", "ethnic_group", "marital_status", "hukou_region", "hukou_type", "address",
     "postcode", "graduated_from", "graduated", "studied")
)  # fmt: skip
UNKNOWN_AT_WORK = dict.fromkeys(
    ("staffing", "on_establishment", "employment_form", "contract_signed", "started_work")
)
PART_TIME = {
    "category": "来自校外企业",
    "is_part_time": "是",
    "employer": "云州市机床厂",
    "contract_from": None,
}


@pytest.mark.parametrize(
    ("key", "cells"),
    [
        ("student", FOREIGN | {"hukou_nature": None}),
        ("teacher", FOREIGN),
        ("student", {"id_type": "无身份证件", "id_number": NUMBER}),
        ("student", {"id_type": "其他", "id_number": NUMBER}),
        ("student", {"id_type": "其他", "id_number": "AB-123(4)"}),
        ("teacher", {"education_level": "初中毕业", "studied": None}),
        ("teacher", {"outside": "是"} | OUTSIDE),
        ("teacher_employment", PART_TIME | UNKNOWN_AT_WORK),
        ("student_enrolment", {"status": "毕业", "left": "2023-07", "certificate_issue": "2"}),
        ("student_enrolment", {"status": "肄业", "left": "2022-07", "certificate_issue": "不发放证书"}),
        (
            "student_enrolment",
            {"status": "毕业", "left": "2023-07", "certificate_issue": "已发放", "certificate": "Z450123"},
        ),
        ("student_enrolment", {"status": "参军保留学籍", "expected": "2028-07"}),
        (
            "student_enrolment",
            {"remarks": "2021年9月至2024年8月服役，复学后随2024级", "expected": "2027-07"},
        ),
    ],
)
def test_nothing_is_wrong_with_them(judge, key, cells):
    assert {
        column: said for column, said in judge(key, **cells).items() if "中没有找到" not in "".join(said)
    } == {}


@pytest.mark.parametrize(
    ("key", "cells", "column", "said"),
    [
        *(
            ("student", {name: None}, name, "国籍/地区为“中国”时为必填项")
            for name in ("birthplace", "native_place", "ethnic_group", "hukou_region", "hukou_type", "hukou_nature")
        ),
        *(("teacher", {name: None}, name, "必填") for name in OUTSIDE),
        *(("teacher_employment", {name: None}, name, "“是否兼职教师”不是“是”时为必填项") for name in UNKNOWN_AT_WORK),
        ("student", {"id_number": NUMBER}, "id_number", "请把身份证件类型改为“无身份证件”"),
        ("student", {"id_type": "无身份证件", "id_number": "无"}, "id_number", "999 加 10 位学校标识码"),
        ("student", {"id_type": "无身份证件", "id_number": NUMBER[:-1]}, "id_number", "共 18 位"),
        ("student", {"id_type": "其他", "id_number": "999369900002300001"}, "id_number", "省级行政区划代码"),
        ("student_enrolment", {"status": "毕业", "left": "2023-07"}, "certificate_issue", "必填"),
        (
            "student_enrolment",
            {"status": "毕业", "left": "2023-07", "certificate_issue": "1", "certificate": None},
            "certificate",
            "毕业证书发放情况为“已发放”时为必填项",
        ),
        ("student_enrolment", {"expected": "2028-07"}, "expected", "超过6年"),
        ("student_enrolment", {"status": "参军保留学籍", "expected": "2033-07"}, "expected", "超过12年"),
        ("teacher", {"outside": "否", "address": None}, "address", "“是否校外兼职”不是“是”时为必填项"),
    ],
)  # fmt: skip
def test_what_is_still_asked_and_said(judge, key, cells, column, said):
    assert said in "".join(judge(key, **cells)[column])
