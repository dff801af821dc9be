"""Readers of raw articles: one module a format, article drafts or rejects out."""
