"""A simulated (模拟) platform: one HTTP server that stands for every system above the city that we cannot reach.

It checks signatures and schemas by its own reading, acknowledges later and out of band, and can be told to misbehave.
"""
