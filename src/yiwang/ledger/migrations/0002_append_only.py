"""What Django cannot say: the log only grows, and every new entry is marked for the sequencer."""

from django.db import migrations

GUARDED = ("entry", "leaf", "node", "head")

FUNCTIONS = """
CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger only grows: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION ledger_mark_pending() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ledger_pending (entry_id) SELECT id FROM added;
    RETURN NULL;
END $$;

CREATE TRIGGER ledger_entry_pending AFTER INSERT ON ledger_entry
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger_mark_pending();
"""

GUARD = """
CREATE TRIGGER ledger_{0}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_{0}
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
"""

UNGUARD = "DROP TRIGGER ledger_{0}_append_only ON ledger_{0};"

UNDO = """
DROP TRIGGER ledger_entry_pending ON ledger_entry;
DROP FUNCTION ledger_mark_pending();
DROP FUNCTION ledger_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_log")]

    operations = [
        migrations.RunSQL(
            FUNCTIONS + "".join(GUARD.format(table) for table in GUARDED),
            "".join(UNGUARD.format(table) for table in GUARDED) + UNDO,
        ),
    ]
