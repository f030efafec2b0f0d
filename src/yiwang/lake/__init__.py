"""The lake (数据湖): history and bulk, in Iceberg tables over Parquet, read by DuckDB in every process.

Tables only grow by loads: rows are appended, files are added, a partition is replaced or dropped; nothing is updated
in place. Each load lands exactly once, by its `load_id`, in the same transaction as whatever its caller writes. Every
snapshot can be read again by its number or by a time, until it is expired. The catalogue of tables has the layout of
Iceberg's own SQL catalogue, so that other engines read it too.
"""
