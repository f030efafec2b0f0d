"""Reviews (好差评): every case and every visit may be rated once; a bad rating starts a clock that ends in redress.

Only somebody who was really served may rate, and only once. A bad rating is looked into, put right and
answered within fixed working days, then the person is asked again. Numbers are public, names are not.
"""
