"""The same database on several machines: tables of schools are distributed by the school, with Citus."""
