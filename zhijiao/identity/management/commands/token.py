"""`zhijiao token`: give a user a token for the API."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhijiao.identity.models import User
from zhijiao.identity.rights import may_sign_in
from zhijiao.identity.tokens import DEFAULT_DAYS, MAX_DAYS, create_token


class Command(BaseCommand):
    """Prints the token once; only its digest is kept."""

    help = "为用户签发接口令牌（只显示一次）"

    def add_arguments(self, parser: CommandParser) -> None:
        """User name, purpose and days of validity."""
        parser.add_argument("username", help="用户名")
        parser.add_argument("--name", default="命令行签发", help="用途，供以后辨认")
        parser.add_argument("--days", type=int, default=DEFAULT_DAYS, help=f"有效天数，1 至 {MAX_DAYS}")

    def handle(self, *args: Any, username: str, name: str, days: int, **options: Any) -> None:
        found = User.objects.select_related("org").filter(username=User.normalise(username))
        user = found.first()
        if user is None:
            raise CommandError(f"没有用户“{username}”，请核对用户名。")
        if not may_sign_in(user):
            raise CommandError(f"用户“{username}”已停用或其单位已停用，不能签发令牌。")
        try:
            token, text = create_token(user, name, days)
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stderr.write(f"{user.real_name}（{user.org.name}），有效至 {token.expires_at:%Y-%m-%d}：")
        self.stdout.write(text)
