"""Module 实习实训."""
