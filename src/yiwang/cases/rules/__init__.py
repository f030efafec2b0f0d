"""Pure rules of cases: no database, no clock."""
