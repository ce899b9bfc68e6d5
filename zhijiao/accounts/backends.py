"""Checks passwords and reloads the signed-in user."""

from django.contrib.auth.backends import BaseBackend

from zhijiao.accounts.models import User
from zhijiao.accounts.rights import may_sign_in


class AccountBackend(BaseBackend):
    """Signs in by user name and password; a disabled user or one of a closed node is nobody."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        """The user if name and password fit and the account may sign in, else None.

        Whose node is closed is told so after the right password: `request.shut_org` names the node.

        An unknown name costs one password hash too, so that the time taken tells nothing.
        """
        if not username or password is None:
            return None
        user = self._find(username=User.normalise(username))
        if user is None:
            User().set_password(password)
            return None
        if not user.check_password(password):
            return None
        if user.is_active and not may_sign_in(user) and request is not None:
            request.shut_org = user.org
        return user if may_sign_in(user) else None

    def get_user(self, user_id):
        """The user of a session with the node, in one query; None signs the session out."""
        user = self._find(pk=user_id)
        return user if user is not None and may_sign_in(user) else None

    def _find(self, **by) -> User | None:
        return User.objects.select_related("org").filter(**by).first()
