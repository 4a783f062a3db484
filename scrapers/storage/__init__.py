"""The write side of the database: crawls, pages, postings, sightings, jobs."""
