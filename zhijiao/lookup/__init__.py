"""One search over everything somebody can open: menu, forms, items, people, schools, help, announcements, cases."""
