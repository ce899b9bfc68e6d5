"""Pages of the timetable: the week, copying, paper and calendar, lessons given."""
