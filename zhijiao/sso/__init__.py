"""统一身份认证登录: signing in by way of a province's identity provider, to accounts that are there already."""
