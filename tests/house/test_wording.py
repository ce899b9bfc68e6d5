"""What users read is written as a civil servant writes; phrasings that were taken out do not come back."""

import io
import re
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BANNED = {
    "凭什么": "授权依据",
    "看什么": "查看内容",
    "谁能看到": "数据可见范围",
    "要做的事": "常用功能",
    "将发生什么": "变更影响",
    "写成 2013-07": "请按“年-月-日”填写，例：2020-09-01",
    "格式为 YYYY": "请按“年-月-日”填写，例：2020-09-01",
    "为必填项，请填写": "请填写学号／请选择性别",
    "当时填写的内容见": "初始内容可对照后续修改记录",
    "光标停在哪一项": "选中填报项后，此处显示填报说明",
    "先填前置": "填写前置表单",
    "前置未满足": "待完成前置表单",
    "声明没有": "声明本校无此项",
    "代码表中没有的词": "未匹配的代码值",
    "下次不再询问": "系统将保存对照关系",
    "记住并重新校验": "保存对照并重新校验",
    "下载标错文件": "下载错误标注文件",
    "怎样就看到怎样": "仅供预览，按已保存的权限显示",
    "新增导入员": "新增数据导入角色",
    "不受别处失败": "常用设备登录不受其他设备失败次数影响",
    "以免他人猜密码": "避免影响全校正常登录",
    "多半是": "通常是",
    "有的项目选不了": "下拉项无数据",
    "却没有栏目可用": "登录后无可用栏目",
    "它只接收页面上按钮": "该地址不支持直接访问",
    "以各种身份访问全部": "模拟各类用户检查页面权限",
    "在服务器上运行 zhijiao": "系统每晚自动检查",
    "从下一次点击起": "自下一次操作起",
    "谁可以授予": "授权联系人",
    "全部完成或全部不做": "整体生效，失败则全部撤回",
    "停办等 ": "含停办、合并 1 所",
}
"""Phrase → what stands in its place."""
AS_A_STATE = re.compile(r"badge\(\"启用\"|panel\(\"经过\"|>经过</")
COMMENT = re.compile(r"\{#.*?#\}", re.S)
MANAGEMENT = "management/commands"


def sources() -> list[Path]:
    found = [path for kind in ("*.py", "*.html", "*.js") for path in (ROOT / "zhijiao").rglob(kind)]
    aside = ("/tests/", "/migrations/", "/vendor/", "/node_modules/", MANAGEMENT)
    return sorted(path for path in found if not any(part in path.as_posix() for part in aside))


def read_by_users(path: Path) -> str:
    """The texts of a file: of a program its strings, of a template all but its comments."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return COMMENT.sub("", text)
    kinds = {tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)}
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return "\n".join(
        token.string for token in tokens if token.type in kinds and not token.string.startswith('"""')
    )


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {path.relative_to(ROOT).as_posix(): read_by_users(path) for path in sources()}


def test_phrasings_that_were_taken_out_do_not_come_back(texts):
    found = [
        f"{path}: “{phrase}” → {better}"
        for path, text in texts.items()
        for phrase, better in BANNED.items()
        if phrase in text
    ]
    assert found == []


def test_a_state_is_named_by_what_has_been_done(texts):
    assert [path for path, text in texts.items() if AS_A_STATE.search(text)] == []


def test_the_search_for_phrasings_sees_strings_and_templates_but_no_comments(tmp_path):
    program, page = tmp_path / "a.py", tmp_path / "a.html"
    program.write_text('"""凭什么 in a docstring."""\nx = f"各凭什么{1}"  # 看什么\n', encoding="utf-8")
    page.write_text("{# 凭什么 #}<p>谁能看到</p>", encoding="utf-8")
    assert "凭什么" in read_by_users(program)
    assert "看什么" not in read_by_users(program)
    assert read_by_users(page) == "<p>谁能看到</p>"
