"""Working days and clocks: what "within five working days" means on a given date.

The days off and the make-up days of a year are announced by the State Council late in the year before.
Years up to 2026 come with a package; later ones are loaded by the operator. A year that nobody has
supplied is counted Monday to Friday, and every answer that touches it can say so (`assumed_years`).

A `Clock` counts the working days of a period that can pause and resume. Rules here are pure; only
`current_calendar` and `store_year` know the database.
"""
