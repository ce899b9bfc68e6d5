"""Module 安全管理."""
