"""Module 综合信息."""
