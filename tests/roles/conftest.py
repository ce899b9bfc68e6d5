from tests.accounts.conftest import admin, at_province, at_school, clerk, province_admin, tree

__all__ = ["admin", "at_province", "at_school", "clerk", "province_admin", "tree"]
