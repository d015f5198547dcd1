"""The dataset: the JSON of many documents as tables with keys, places and a dictionary."""
