"""Module 产教融合."""
