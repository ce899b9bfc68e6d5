"""The command `zhijiao`: our management commands, Django's and the supervisor `serve`, under one name."""

import os
import sys

OFFLINE = {"catalogue", "codes", "dependencies"}
"""Commands that only describe the code: they need no key, database or environment of an installation."""

DJANGO_COMMANDS = {
    "migrate": "建立或升级数据库表",
    "check": "检查配置（加 --deploy 检查生产配置）",
    "collectstatic": "收集静态文件，供生产环境使用",
    "shell": "打开 Python 交互环境",
}


def main(argv: list[str] | None = None) -> None:
    """Run the command named in `argv` (default: the command line); without one, list what there is."""
    words = sys.argv[1:] if argv is None else list(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijiao.config.settings")
    if words and words[0] in OFFLINE:
        os.environ["ZHIJIAO_MODE"] = "test"
        os.environ.pop("DATABASE_URL", None)
    try:
        _run(words)
    except BrokenPipeError:  # the reader of our output (head, less) has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(words: list[str]) -> None:
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        if not words or words[0] in {"help", "-h", "--help"} and len(words) == 1:
            _list_commands()
        elif words[0] == "serve":
            from zhijiao.config.serve import serve

            sys.exit(serve(words[1:]))
        else:
            from zhijiao.audit.context import AuditContext, acting

            with acting(AuditContext(name="系统" if words[0] == "worker" else "命令行")):
                execute_from_command_line(["zhijiao", *words])
    except ImproperlyConfigured as error:
        sys.exit(f"无法启动：{error}")


def _list_commands() -> None:
    """Print every command with its one line of help."""
    print("用法：zhijiao 命令 [参数]    （zhijiao 命令 --help 查看参数）\n")
    listed = {"serve": "启动网站和后台任务进程", **_own_commands(), **DJANGO_COMMANDS}
    width = max(map(len, listed))
    for name, text in listed.items():
        if text:
            print(f"  {name:<{width}}  {text}")


def _own_commands() -> dict[str, str]:
    """Find our management commands and the help each of them states."""
    import django
    from django.core.management import get_commands, load_command_class

    django.setup()
    ours = sorted((name, app) for name, app in get_commands().items() if str(app).startswith("zhijiao."))
    return {name: str(load_command_class(app, name).help).strip().splitlines()[0] for name, app in ours}
