"""Addresses of sample pages for the tests of the frame; each is drawn with the real templates and macros."""

from dataclasses import replace
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template import engines
from django.template.backends.utils import csrf_input
from django.urls import include, path

from zhijiao.identity.gate import GET_POST, POST, public
from zhijiao.kit.paging import page_of
from zhijiao.web.context import draw_tree
from zhijiao.web.shell import NavModule, NavNode, Shell, YearChoice

SAMPLES = Path(__file__).parent / "samples"

ORGANISATIONS = [("1", "电子信息部", "dzxxb"), ("2", "机电工程部", "jdgcb")]
ORGANISATIONS += [(str(n), f"第{n}教研室", f"d{n}jys") for n in range(3, 20)]

FIELDS = [
    {"name": "name", "label": "姓名", "widget": "text", "required": True, "value": "韦朗朗", "maxlength": 30},
    {
        "name": "org",
        "label": "所属机构",
        "widget": "select",
        "required": True,
        "choices": ORGANISATIONS,
        "note": "教师编制所在的校内机构",
        "example": "电子信息部",
    },
    {"name": "joined", "label": "进入本校年月", "widget": "month", "value": "2012-09", "errors": ["太早"]},
    {"name": "born", "label": "出生日期", "widget": "date", "value": "1990.11.5x", "errors": ["无法识别"]},
    {
        "name": "hours",
        "label": "周课时",
        "widget": "number",
        "unit": "节",
        "value": 12,
        "hint": "不含早晚自习",
    },
    {"name": "double", "label": "双师型", "widget": "flag", "required": True, "value": True},
    {"name": "part", "label": "兼职", "widget": "flag", "value": None},
    {"name": "langs", "label": "外语", "widget": "multiselect", "choices": ORGANISATIONS[:3], "value": ["2"]},
    {"name": "skills", "label": "领域", "widget": "multiselect", "choices": ORGANISATIONS, "value": ["1"]},
    {
        "name": "room",
        "label": "教研室",
        "widget": "ref",
        "options_url": "/options/",
        "value": "7",
        "display": "旧",
    },
    {"name": "home", "label": "籍贯", "widget": "region", "options_url": "/nothing/"},
    {"name": "idno", "label": "证件号码", "widget": "private", "display": "450***************"},
    {"name": "sex", "label": "性别", "widget": "text", "readonly": True, "display": "女"},
    {
        "name": "major",
        "label": "所在专业",
        "widget": "ref",
        "blocked": {"label": "专业设置", "text": "先填专业", "url": "/m/"},
    },
    {"name": "memo", "label": "备注", "widget": "textarea", "maxlength": 200},
]

SHELL = Shell(
    portal="business",
    org_name="云州市工业职业技术学校",
    user_name="谭红霞",
    role_names=("业务员（校）",),
    years=(
        YearChoice(2020, "2020学年", True, "?year=2020"),
        YearChoice(2021, "2021学年", False, "?year=2021"),
    ),
    modules=tuple(NavModule(f"模块{n}", f"/{n}/", n == 2, n) for n in range(12)),
    tree=(
        NavNode("教师信息", children=(NavNode("工作信息", "/t/", True, "lock", 5),), progress="1/2"),
        NavNode("学生信息", children=(NavNode("学籍", "/s/", False, "done", 8),), progress="3/3"),
        NavNode("合作办学", "/c/", False, "none"),
    ),
    tree_head="综合信息",
    tree_progress="必填 15/18",
    password_url="/password/",
    logout_url="/logout/",
)

PAGE = page_of(range(186), {"page": "2"}, sizes=(10, 20, 50), query="q=韦&s=name")

LOGIN = {
    "portal": "business",
    "action": "/login/",
    "business_url": "/login/",
    "manage_url": "/manage/login/",
    "username": "js002",
    "remember": True,
    "errors": ["这个账号属于管理端。"],
    "other": {"url": "/manage/login/", "label": "去管理端登录"},
    "field_errors": {"captcha": "验证码不对"},
    "captcha": {"image_url": "/static/favicon.svg", "audio_url": "/audio/", "fresh_url": "/captcha/"},
    "forgot_url": "/forgot/",
    "facts": [("help-circle", "提示“没有权限”？", "请确认登录入口。")],
}


def draw(request, source: str, **context):
    """Render a sample or a template by name, with what the template backend adds to the context."""
    env = engines["jinja2"].env
    sample = SAMPLES / source
    template = env.from_string(sample.read_text("utf-8")) if sample.exists() else env.get_template(source)
    extra = {"request": request, "csrf_input": csrf_input(request), "csrf_token": get_token(request)}
    shell = replace(SHELL, tree_html=draw_tree(SHELL))
    return template.render({**extra, "shell": shell, "shell_itself": lambda: shell, **context})


def page(source: str, **context):
    """A view that draws one sample page."""
    return public(methods=GET_POST)(lambda request: HttpResponse(draw(request, source, **context)))


class Missing(PermissionDenied):
    """A refusal that names the right and who grants it."""

    right = "教师基本信息 · 修改"
    grantor = "云州市教育局系统管理员"


@public()
def refuse(request):
    """Deny with a named right."""
    raise Missing("您的账号可以查看，但不能修改。")


@public()
def lose(request):
    """Nothing here, in words of our own."""
    raise Http404("没有这名教师。")


@public()
def fail(request):
    """A mistake of the program."""
    raise RuntimeError("the secret cause")


@public()
def options(request):
    """Two rooms for the searchable box."""
    rows = [{"value": "7", "text": "机械教研室"}, {"value": "8", "text": "电子教研室", "hint": "02"}]
    return JsonResponse({"results": [row for row in rows if request.GET.get("q", "") in row["text"]]})


@public()
def nothing(request):
    """A list of options with nothing to choose from."""
    missing = {"text": "还没有登记地区。", "url": "/regions/", "label": "去填写 地区"}
    return JsonResponse({"results": [], "empty": missing})


urlpatterns = [
    path("", include("zhijiao.manual.urls")),
    path("form/", page("form.html", fields=FIELDS)),
    path("list/", page("list.html", page=PAGE)),
    path("login/", page("login.html", login=LOGIN)),
    path("options/", options),
    path("nothing/", nothing),
    path("saved/", page("frame.html", title="已保存")),
    path("refuse/", refuse),
    path("lose/", lose),
    path("fail/", fail),
    path("post-only/", public(methods=POST)(lambda request: HttpResponse(request.POST.get("a")))),
    path("api/v1/refuse/", refuse),
    path("manage/refuse/", refuse),
]
handler400 = "zhijiao.web.views.bad_request"
handler403 = "zhijiao.web.views.permission_denied"
handler404 = "zhijiao.web.views.not_found"
handler500 = "zhijiao.web.views.server_error"
