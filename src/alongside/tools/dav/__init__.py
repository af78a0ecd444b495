"""Calendars and address books on a server of the person's own: CalDAV and CardDAV."""
