"""The wiring itself, as an app: nothing but start-up."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "yiwang.project"
    label = "project"
