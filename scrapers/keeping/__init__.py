"""Keeping house: backup and restore, export and import of everything, retention."""
