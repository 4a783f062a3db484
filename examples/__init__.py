"""Small invented sites that show the ways jobs are embedded in pages."""
