"""Mail: worked out and sent after the answer has gone, so that answering takes as long with mail as without.

A request that may lead to mail only queues what was asked (`queue_reset`, `queue_code`), with a job that sends it,
whether or not somebody will get anything. The job finds out and sends: a thread of the web process does it at once,
else a worker. A message that cannot be sent is tried again for a while.
"""

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from time import sleep

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from zhijiao.identity.models import User
from zhijiao.identity.rights import may_sign_in
from zhijiao.jobs.declare import declared, enqueue_single
from zhijiao.jobs.worker import perform_now
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school
from zhijiao.signin.models import QueuedMail, SentMail

log = logging.getLogger("zhijiao.signin")

SYSTEM = settings.INSTALLATION_NAME
RESET_MINUTES = settings.PASSWORD_RESET_TIMEOUT // 60
CODE_MINUTES = 10
#: The job that sends; named by its path, because it stands above this module.
_SEND = "zhijiao.signin.background_jobs.send_mail"
#: Seconds the thread waits for the answer to go first.
_GRACE = 0.3
_threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


class MailboxBackend(BaseEmailBackend):
    """Keeps messages in the database, where the mailbox page shows them. For demo and development alone."""

    def send_messages(self, email_messages) -> int:
        """Keep each message once per recipient."""
        rows = [
            SentMail(recipient=recipient, subject=message.subject, body=message.body)
            for message in email_messages
            for recipient in message.recipients()
        ]
        SentMail.objects.bulk_create(rows)
        return len(email_messages)


def queue_reset(email: str, site: str) -> None:
    """Queue the answer to 忘记密码. `site` is the address of this installation, such as https://example.cn."""
    _queue({"kind": "reset", "email": email, "site": site})


def queue_code(user_id: int, code: str) -> None:
    """Queue a code for the second step; to nobody (0), or a user without a mailbox, nothing will be sent."""
    _queue({"kind": "code", "user": user_id, "code": code})


def queue_data_password_reset(user_id: int) -> None:
    """Queue the news that the data password of an account has been reset."""
    _queue({"kind": "data_password", "user": user_id})


def queue_notice(user_ids: list[int], subject: str, text: str) -> None:
    """Queue a piece of news for accounts; those without a mailbox get none. `text` says nothing private."""
    if user_ids:
        _queue({"kind": "notice", "users": user_ids, "subject": subject, "text": text})


def queue_letter(email: str, subject: str, text: str) -> None:
    """Queue a letter to somebody who has no account; `text` says nothing private."""
    _queue({"kind": "letter", "email": email, "subject": subject, "text": text})


def mailbox_url() -> str:
    """Where a demo shows its mail; empty where mail is sent."""
    return reverse("signin:mailbox") if settings.MAILBOX else ""


def job_name(mail_id: int) -> str:
    """The name of the job that sends a message."""
    return f"mail:{mail_id}"


def deliver(mail_id: int) -> None:
    """Work out and send a queued message, if it still waits; an error leaves it for the next attempt."""
    row = QueuedMail.objects.filter(pk=mail_id).first()
    if row is None:
        return
    content = json.loads(_cipher().decrypt(row.content))
    for message in _COMPOSERS[content["kind"]](content):
        message.send()
    row.delete()


def _queue(content: dict) -> None:
    """Keep a message; an installation without a single node has nobody to write to."""
    if not Org.objects.filter(parent=None).exists():
        return
    sealed = _cipher().encrypt(json.dumps(content, ensure_ascii=False))
    with transaction.atomic():
        row = QueuedMail.objects.create(content=sealed)
        job = enqueue_single(declared(_SEND), job_name(row.pk), row.pk)
        if settings.MAIL_THREAD and job is not None:
            transaction.on_commit(lambda: _threads.submit(_in_thread, job.id))


def _in_thread(job_id: str) -> None:
    """Do the job here when the answer has gone, so that nobody waits for a worker to come round."""
    sleep(_GRACE)
    try:
        perform_now(job_id)
    except Exception:
        log.exception("queued mail was left to the worker")
    finally:
        connection.close()


def _cipher():
    """The cipher of the root of the tree: mail belongs to the installation."""
    return for_school(Org.objects.filter(parent=None).values_list("pk", flat=True)[0])


def _reset_messages(content: dict) -> list[EmailMessage]:
    """One message to the mailbox with a link for each account registered with it."""
    found = User.objects.filter(email__iexact=content["email"], is_active=True).exclude(email="")
    users = [user for user in found.select_related("org") if may_sign_in(user)]
    if not users:
        return []
    links = "\n\n".join(
        f"用户名：{user.username}（{user.org.name}，{user.real_name}）\n{content['site']}{_reset_path(user)}"
        for user in users
    )
    body = (
        f"您好！\n\n有人在{SYSTEM}为以下账号申请找回密码。请在 {RESET_MINUTES} 分钟内打开链接设置新密码，"
        f"链接只能用一次：\n\n{links}\n\n如果不是您本人申请，请不要打开链接，密码不会改变。\n"
    )
    return [EmailMessage(f"找回密码 · {SYSTEM}", body, to=[users[0].email])]


def _reset_path(user: User) -> str:
    number = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("signin:reset_link", args=[number, default_token_generator.make_token(user)])


def _code_messages(content: dict) -> list[EmailMessage]:
    user = User.objects.filter(pk=content["user"], is_active=True).exclude(email="").first()
    if user is None:
        return []
    body = (
        f"您好！\n\n您正在登录{SYSTEM}，用户名 {user.username}，验证码：\n\n{content['code']}\n\n"
        f"{CODE_MINUTES} 分钟内有效，只能用一次，请勿告诉他人。如果不是您本人登录，说明密码可能已泄露，请尽快修改。\n"
    )
    return [EmailMessage(f"登录验证码 · {SYSTEM}", body, to=[user.email])]


def _data_password_messages(content: dict) -> list[EmailMessage]:
    user = User.objects.filter(pk=content["user"], is_active=True).exclude(email="").first()
    if user is None:
        return []
    body = (
        f"您好！\n\n您在{SYSTEM}的数据密码（用户名 {user.username}）已由管理员重置，原数据密码作废。"
        "请登录后在右上角“数据密码”中重新设置。\n\n如果不是您本人要求，请立即与本单位系统管理员核实。\n"
    )
    return [EmailMessage(f"数据密码已重置 · {SYSTEM}", body, to=[user.email])]


def _notice_messages(content: dict) -> list[EmailMessage]:
    found = User.objects.filter(pk__in=content["users"], is_active=True).exclude(email="")
    body = f"您好！\n\n{content['text']}\n"
    subject = f"{content['subject']} · {SYSTEM}"
    return [EmailMessage(subject, body, to=[user.email]) for user in found]


def _letter_messages(content: dict) -> list[EmailMessage]:
    body = f"您好！\n\n{content['text']}\n"
    return [EmailMessage(f"{content['subject']} · {SYSTEM}", body, to=[content["email"]])]


_COMPOSERS = {
    "reset": _reset_messages,
    "code": _code_messages,
    "data_password": _data_password_messages,
    "notice": _notice_messages,
    "letter": _letter_messages,
}
