"""数据校验: rules over the records of a school and of an area, their findings, and what becomes of these."""
