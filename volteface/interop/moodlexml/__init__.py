"""Questions as Moodle exports them in XML."""
