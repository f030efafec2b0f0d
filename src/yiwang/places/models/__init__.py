"""Tables of the places room."""

from yiwang.places.models.addresses import StandardAddress
from yiwang.places.models.features import Delivery, Feature, LayerRow
from yiwang.places.models.images import ImageRow, TileRow

__all__ = ["Delivery", "Feature", "ImageRow", "LayerRow", "StandardAddress", "TileRow"]
