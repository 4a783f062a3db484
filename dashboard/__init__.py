"""Shows the harvested jobs, filtered by role and date."""
