"""Workbooks as files: inspected before they are opened, read cell by cell, written row by row. No forms."""
