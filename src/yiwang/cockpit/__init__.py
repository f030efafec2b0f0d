"""The city's board: live numbers of the whole house on one page, counts only, never a case or a person."""
