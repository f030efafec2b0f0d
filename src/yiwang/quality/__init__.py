"""Quality (数据质量, GB/T 36344): rules as text, one scan a table, and what is wrong goes back to its source.

Rules come from packs or are mined from the data and accepted by a steward. All rules of a table are compiled into one
pass: code checks run over Arrow buffers in NumPy, everything else in one DuckDB query, and the result is one bit mask a
row. `admit` is the review before admission: admitted rows and quarantined rows leave as Parquet. Scheduled checks scan
the lake, keep what they counted, score data sets and departments, and open and close rectification tickets.
"""
