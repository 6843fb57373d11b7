"""Celery's edge: tasks of a few lines."""
