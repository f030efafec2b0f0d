"""Pure rules of statistics: periods, vintages, months from sums, growth on the same basis."""
