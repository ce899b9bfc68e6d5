"""`zhijiao firstadmin`: the first account of an installation, from which all others are issued."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from zhijiao.orgs.models import Level, Org
from zhijiao.orgs.services import create_org
from zhijiao.users.services import issue_admin


class Command(BaseCommand):
    """Makes the root of the tree, if it is not there, and issues its administrator."""

    help = "建立最上级单位及其系统管理员账号（安装后第一步）"

    def add_arguments(self, parser):
        """Names of the account and of the root."""
        parser.add_argument("username", help="管理员用户名")
        parser.add_argument("real_name", help="管理员姓名")
        parser.add_argument("--org", default="中华人民共和国教育部", help="最上级单位名称")
        parser.add_argument("--code", default="000000", help="最上级单位代码")

    def handle(self, *args, username: str, real_name: str, org: str, code: str, **options):
        """Create both and print the initial password."""
        try:
            with transaction.atomic():
                root = Org.objects.filter(parent=None).first()
                root = root or create_org(None, Level.MINISTRY, org, code)
                user, password = issue_admin(root, username, real_name, issued_by=root)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stderr.write(f"{root.name} 系统管理员 {user.username} 的初始密码（首次登录须修改）：")
        self.stdout.write(password)
