"""Harvests the job listings embedded in web pages: crawl, extract, normalise, store."""
