"""Keepsakes: a short film of a trip, a printed book of a year; made of the life by code alone."""
