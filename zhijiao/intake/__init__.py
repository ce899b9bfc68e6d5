"""初始化数据: from an uploaded workbook to the formal table, by way of checking, mending and review."""
