"""Pages of forms: list, record, form page, grid, bulk changes, export; all generated from the declarations."""
