"""The model city's geodata: made up from its divisions, written through the same verbs as real data would be."""

from yiwang.access.api import Actor
from yiwang.areas import api as areas
from yiwang.places.services.define import define_layer
from yiwang.places.services.import_image import import_image
from yiwang.places.services.put_addresses import put_addresses
from yiwang.places.services.put_features import put_features
from yiwang.places.synthetic.addresses import addresses
from yiwang.places.synthetic.divisions import ground
from yiwang.places.synthetic.layers import IMAGE, features, layers
from yiwang.places.synthetic.picture import picture

_LOAD, _SOURCE = "synthetic-1", "合成数据"


def generate_city(city: str, *, by: Actor, seed: int = 2026) -> None:
    """Write the synthetic layers, addresses and image of a city that has been loaded; again changes nothing."""
    counties, towns, villages = (areas.within(city, level=level) for level in (3, 4, 5))
    land = ground([one.code for one in counties], [one.code for one in towns], seed=seed)
    held = features(land, counties, towns, villages, seed=seed)
    for layer in layers(city):
        define_layer(layer, by=by)
        if layer.slug in held:
            put_features(layer.slug, held[layer.slug], load_id=_LOAD, source=_SOURCE, by=by)
    put_addresses(list(addresses(land, towns)), load_id=_LOAD, by=by)
    image, world = picture(land, held, seed=seed)
    import_image(IMAGE, image, world, source=_SOURCE, by=by)
