"""Map services by OGC standards: API Features, WFS 2.0, WMTS 1.0, and geocoding. What one sees depends on who asks."""
