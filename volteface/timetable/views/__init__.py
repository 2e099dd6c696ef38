"""The timetable's pages."""
