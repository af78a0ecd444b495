"""English words of time and what they stand for."""

from __future__ import annotations

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip

WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5,
    "sunday": 6, "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "wedn": 2, "thu": 3,
    "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip

ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9,
}  # fmt: skip

TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip

TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip

ORDINAL_ONES = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9,
}  # fmt: skip

ORDINALS = {
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
    "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50,
}  # fmt: skip

UNITS = {
    "day": "day", "days": "day", "night": "night", "nights": "night", "week": "week",
    "weeks": "week", "wk": "week", "wks": "week", "month": "month", "months": "month",
    "mo": "month", "mos": "month", "year": "year", "years": "year", "yr": "year", "yrs": "year",
    "quarter": "quarter", "quarters": "quarter", "decade": "decade", "decades": "decade",
    "century": "century", "centuries": "century", "hour": "hour", "hours": "hour", "hr": "hour",
    "hrs": "hour", "h": "hour", "minute": "minute", "minutes": "minute", "min": "minute",
    "mins": "minute", "second": "second", "seconds": "second", "sec": "second", "secs": "second",
    "weekend": "weekend", "weekends": "weekend", "fortnight": "fortnight",
    "fortnights": "fortnight",
}  # fmt: skip

SHORT_UNITS = {"d": "day", "w": "week", "y": "year", "m": "minute", "s": "second"}

BUSINESS = {
    "business day": "day", "business days": "day", "working day": "day", "working days": "day",
    "work day": "day", "work days": "day", "workday": "day", "workdays": "day",
    "weekday": "day", "weekdays": "day",
}  # fmt: skip

RELATIVE = {
    "next": 1, "following": 1, "coming": 1, "upcoming": 1, "forthcoming": 1, "previous": -1,
    "past": -1, "preceding": -1, "prior": -1, "this": 0, "current": 0,
    "present": 0, "this coming": 1, "this past": -1, "this last": -1, "this upcoming": 1,
    "this next": 1, "this very": 0, "this same": 0,
}  # fmt: skip

NEAREST = {
    "coming": 1, "upcoming": 1, "forthcoming": 1, "this coming": 1, "this upcoming": 1,
    "past": -1, "this past": -1, "this last": -1,
}  # fmt: skip

SEASONS = {
    "spring": "spring", "springtime": "spring", "summer": "summer", "summertime": "summer",
    "autumn": "autumn", "fall": "autumn", "winter": "winter", "wintertime": "winter",
}  # fmt: skip

PARTS = {
    "dawn": "dawn", "sunrise": "dawn", "morning": "morning", "mornings": "morning",
    "forenoon": "morning", "afternoon": "afternoon", "afternoons": "afternoon",
    "evening": "evening", "evenings": "evening", "night": "night", "nights": "night",
    "nite": "night", "daytime": "daytime", "day-time": "daytime", "nighttime": "nighttime",
    "night-time": "nighttime", "night time": "nighttime", "day time": "daytime", "business hours":
    "business", "business hour": "business",
    "working hours": "business", "office hours": "business", "lunchtime": "lunch",
    "lunch time": "lunch", "breakfast time": "breakfast", "dinnertime": "dinner",
    "dinner time": "dinner", "dusk": "evening", "sunset": "evening",
}  # fmt: skip

DAYS = {
    "today": 0, "todays": 0, "tomorrow": 1, "tmr": 1, "tmrw": 1, "tomorow": 1, "tommorow": 1,
    "tommorrow": 1, "yesterday": -1, "yday": -1, "day after tomorrow": 2, "day after next": 2,
    "the day after next": 2,
    "day before yesterday": -2, "the present day": 0, "otd": 0, "the next day": 1,
    "next day": 1, "the following day": 1, "the previous day": -1, "previous day": -1,
    "last day": -1, "current date": 0, "the current date": 0,
    "this day": 0, "today's date": 0, "the other day": -2,
}  # fmt: skip

CLOCKS = {
    "noon": (12,), "midday": (12,), "mid-day": (12,), "mid day": (12,), "noontime": (12,),
    "noonish": (12,), "12 noon": (12,), "twelve noon": (12,), "twelve midnight": (0,),
     "high noon": (12,), "midnight": (0,), "mid-night": (0,),
    "mid night": (0,), "12 midnight": (0,), "mid-morning": (10,), "midmorning": (10,),
    "mid morning": (10,), "mid-afternoon": (14,), "midafternoon": (14,), "mid afternoon": (14,),
}  # fmt: skip

FRACTIONS = {
    "a half": 0.5, "half": 0.5, "a quarter": 0.25, "quarter": 0.25, "three quarters": 0.75,
}  # fmt: skip

COUNTS = {
    "a": 1, "an": 1, "one": 1, "couple": 2, "a couple": 2, "couple of": 2, "a couple of": 2,
    "few": 3, "a few": 3, "several": 3, "some": 3, "dozen": 12, "a dozen": 12,
}  # fmt: skip

PORTIONS = {
    "early": "early", "early in": "early", "early on in": "early", "beginning of": "start",
    "start of": "start", "the beginning of": "start", "the start of": "start",
    "mid": "mid", "mid-": "mid", "middle of": "middle", "the middle of": "middle",
    "mid of": "middle", "late": "late", "late in": "late", "late at": "late", "end of": "end",
    "the end of": "end",
    "earlier": "earlier", "earlier in": "earlier", "later": "later", "later in": "later",
    "earlier on": "earlier", "later on": "later", "earlier on in": "earlier",
    "later on in": "later", "ending of": "end",
}  # fmt: skip
