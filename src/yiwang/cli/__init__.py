"""The `yiwang` command: each room's `commands.py` under one name, and the commands of the house itself."""
