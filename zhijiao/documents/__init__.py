"""Printed papers as PDF and Word files: what stands in them is declared once, both are written from it. No forms."""
