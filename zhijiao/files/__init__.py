"""Files that take long to make: asked for on a page, made by a job, kept sealed for a day, fetched by who asked."""
