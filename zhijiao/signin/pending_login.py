"""Half a sign-in: the password was given, the second step is still to come. Kept in the server's session.

Behind an address with too many failures the password may have been wrong: `user_id` is then 0, and the page, the
mail queue and the answers are the same as for a right one.
"""

from dataclasses import asdict, dataclass
from hashlib import sha256
from hmac import compare_digest
from time import time

from zhijiao.identity.models import User
from zhijiao.identity.rights import may_sign_in
from zhijiao.signin import mail, second_step

VALID_SECONDS = 15 * 60
_KEY = "second_step"


@dataclass
class Pending:
    """Who is signing in, where to, and the code sent by mail as a digest. Times are seconds since 1970."""

    user_id: int
    username: str
    portal: str
    wanted: str
    remember: bool
    strict: bool
    at: float
    #: How the first step was made, and by which other way if by one; see `login.open_session`.
    by: str = "密码"
    way: str = ""
    code: str = ""
    code_at: float = 0.0

    def user(self) -> User | None:
        """The account, if it may still sign in."""
        found = User.objects.select_related("org").filter(pk=self.user_id).first()
        return found if found is not None and may_sign_in(found) else None

    def send_code(self, session) -> None:
        """Draw a code and have it sent to the account's mailbox, if there is one."""
        code = second_step.new_mail_code()
        self.code, self.code_at = sha256(code.encode()).hexdigest(), time()
        mail.queue_code(self.user_id, code)
        keep(session, self)

    def is_mail_code(self, typed: str) -> bool:
        """True if this is the code that was sent, and it is fresh."""
        digest = sha256("".join(typed.split()).encode()).hexdigest()
        fresh = time() - self.code_at <= mail.CODE_MINUTES * 60
        return bool(self.code) and fresh and compare_digest(digest, self.code)


def keep(session, pending: Pending) -> None:
    """Put it into the session."""
    session[_KEY] = asdict(pending)


def read(session) -> Pending | None:
    """The half sign-in of this session, unless it is too old."""
    kept = session.get(_KEY)
    pending = Pending(**kept) if kept else None
    return pending if pending and time() - pending.at <= VALID_SECONDS else None


def drop(session) -> None:
    """Take the half sign-in out of the session."""
    session.pop(_KEY, None)
