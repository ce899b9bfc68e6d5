"""What a form is: its facts, fields, columns, declaration and row checks; the registry that binds them. No records."""
