"""The geospatial base (自然资源和空间地理基础信息库): places, layers, images, and where an address is.

Coordinates rest in CGCS2000 (EPSG:4490), in degrees with six decimals and more. Layers come from the departments that
keep them (natural resources, transport, ecology, water, meteorology); features have a time in which they hold.
Addresses are found from text and back from a point; images are cut into tiles. Services by OGC standards are in
the channels; boundaries of the model city are synthetic, since real ones may be shown only under a review number (审图号).
"""
