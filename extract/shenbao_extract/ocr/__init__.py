"""Recognisers of text: one file an engine, all behind the protocol in `engine.py`."""
