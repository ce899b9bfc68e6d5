"""Application configuration of zhijiao.lookup."""

from django.apps import AppConfig


class LookupConfig(AppConfig):
    """App of the one search and of favourites, which come with the account of each request."""

    name = "zhijiao.lookup"
    label = "lookup"
    verbose_name = "全局查找"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the favourites fetched with the account, so that no page asks for them."""
        from zhijiao.identity.backends import carry
        from zhijiao.lookup.favourites import kept_of

        carry("favourite_places", kept_of)
