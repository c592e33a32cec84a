"""Claim sets: one folder per publication, its claims and its prose."""
