"""Tables of the profiles room."""

from yiwang.profiles.models.graph import Edge, Node, Relationship
from yiwang.profiles.models.request import Look, Request

__all__ = ["Edge", "Look", "Node", "Relationship", "Request"]
