"""Pages of `tickets` (校核工单)."""
