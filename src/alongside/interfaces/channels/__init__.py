"""Channels: where the person can be written to and write from, one file for each service."""
