"""Alongside: a personal superintelligence that one person owns."""

from importlib.metadata import version

__version__ = version("alongside")
