"""Very many cases in a moment: rows of the right shape, written by the database itself."""

#: Half of the cases are open, half of those wait at a window; two departments; half come in by the windows of two counties
#: with two towns each; every fifth is one resident's own, every ninth was handed in by one agent. The sealed column is as
#: long as a real one.
_FILL = """
INSERT INTO cases_case (
    number, item_slug, item_version, item_kind, item_name, applicant_kind, applicant_masked, person_id,
    applicant_index, submitted_by, transaction_id, channel, department_code, area_code, origin_area, state, step,
    step_role, step_title, waiting, sealed, submitted_at, accepted_at, decided_at, closed_at, clock, limit_days,
    yellow_at, due_at, paused, outcome, automatic, reasons, decided_by, certificate, counted_area)
SELECT
    lpad(n::text, 21, '0'), 'food-business-licence', 1, 'promised', '{"zh": "食品经营许可", "en": "Food business"}',
    'person', '王**', CASE WHEN mod(n, 5) = 0 THEN 'mine' ELSE 'p' || n END,
    md5(n::text), CASE WHEN mod(n, 9) = 3 THEN 'account:agent' ELSE 'account:' || n END, n::text,
    CASE WHEN mod(n / 32, 2) = 0 THEN 'window' ELSE 'portal' END,
    'dept-' || mod(n, 2),
    CASE WHEN mod(n / 2, 2) = 0 THEN '3716' ELSE '37160' || 2 + mod(n / 4, 2) END,
    CASE WHEN mod(n / 32, 2) = 0 THEN '37160' || 2 + mod(n / 64, 2) || '00' || 1 + mod(n / 128, 2) ELSE '' END,
    'accepted', CASE WHEN mod(n / 8, 2) = 0 THEN 'review' ELSE '' END,
    CASE WHEN mod(n / 8, 2) = 0 THEN CASE WHEN mod(n / 16, 2) = 0 THEN 'approver' ELSE 'window-clerk' END ELSE '' END,
    '{"zh": "审查", "en": "Review"}', '[]', repeat(md5(n::text), 60),
    now() - n * interval '1 minute', NULL, NULL, CASE WHEN mod(n / 8, 2) = 0 THEN NULL ELSE now() END, NULL, 20,
    now() + (mod(n * 7919, 57600) - 14400) * interval '1 minute',
    CASE WHEN mod(n, 10) = 0 THEN NULL ELSE now() + (mod(n * 7919, 57600) - 10000) * interval '1 minute' END,
    false, '', false, '[]', '', '', ''
FROM generate_series(%s::int, %s::int) AS n
"""


def fill(count: int, *, after: int = 0) -> None:
    """Write `count` cases, numbered on from `after`, and let the planner know."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(_FILL, [after + 1, after + count])
        cursor.execute("ANALYZE cases_case")
