"""Favourite places of a person."""

from django.conf import settings
from django.db import models


class FavouriteList(models.Model):
    """The keys of the places somebody has starred, in order; one row for each person, so that it is read at once.

    A key names a form or a page of the menu and never a record. What the person may not open any more is not shown.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", primary_key=True, verbose_name="账号"
    )
    places = models.JSONField("收藏", default=list)

    class Meta:
        verbose_name = "收藏"

    def __str__(self) -> str:
        return f"{self.user_id}"
