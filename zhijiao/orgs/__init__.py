"""Organisations: the one tree of ministry, province, city, county and school."""
