"""Statistics and reports of Chinese offices group by thousands (千分位), not by ten thousands."""

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
