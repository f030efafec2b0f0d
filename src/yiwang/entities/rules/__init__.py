"""What holds for golden records, without a database or a clock."""
