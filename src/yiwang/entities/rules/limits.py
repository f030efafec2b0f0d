"""How much may be compared: a comparison is for lists of cases at hand, never a way to copy the register."""

#: Rows in one comparison.
ROWS_AT_ONCE = 1000
#: Rows one account compares in a day.
ROWS_A_DAY = 5000
#: Attributes above this grade (GB/T 43697) are not compared: yes or no would already tell a secret.
HIGHEST_GRADE = 3
