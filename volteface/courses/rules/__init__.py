"""Plain rules of courses: documents, step bodies, technique sheets and publishing checks."""
