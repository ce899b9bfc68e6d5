"""Addresses of 数据报送: pages of administrators, then those of programs."""

from django.urls import path

from zhijiao.exchange import endpoints
from zhijiao.exchange.pages import carrying, desk, key_pages

app_name = "exchange"
urlpatterns = [
    path("manage/exchange/", desk.listing, name="list"),
    path("manage/exchange/make/", desk.make, name="make"),
    path("manage/exchange/receive/", carrying.receive, name="receive"),
    path("manage/exchange/receipt/", desk.take_receipt, name="take_receipt"),
    path("manage/exchange/log/", desk.log, name="log"),
    path("manage/exchange/packages/<int:pk>/", desk.package, name="package"),
    path("manage/exchange/packages/<int:pk>/send/", desk.send, name="send"),
    path("manage/exchange/packages/<int:pk>/drop/", desk.drop, name="drop"),
    path("manage/exchange/packages/<int:pk>/file/", carrying.download, name="file"),
    path("manage/exchange/packages/<int:pk>/receipt/", carrying.receipt, name="receipt"),
    path("manage/exchange/keys/", key_pages.listing, name="keys"),
    path("manage/exchange/keys/new/", key_pages.new, name="key_new"),
    path("manage/exchange/keys/register/", key_pages.register, name="key_register"),
    path("manage/exchange/keys/<int:pk>/revoke/", key_pages.revoke, name="key_revoke"),
    path("manage/exchange/keys/<int:pk>/public/", key_pages.public, name="key_file"),
    path("exchange/api/packages/", endpoints.offer, name="offer"),
    path("exchange/api/packages/<str:number>/", endpoints.state, name="state"),
    path("exchange/api/packages/<str:number>/parts/<int:n>/", endpoints.put_part, name="put_part"),
    path("exchange/api/packages/<str:number>/finish/", endpoints.finish, name="finish"),
    path("exchange/api/down/", endpoints.down, name="down"),
    path("exchange/api/down/<str:number>/parts/<int:n>/", endpoints.down_part, name="down_part"),
    path("exchange/api/down/<str:number>/receipt/", endpoints.down_receipt, name="down_receipt"),
]
