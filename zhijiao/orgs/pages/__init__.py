"""Pages of the tree: browsing it, opening schools and departments, issuing their administrators."""
