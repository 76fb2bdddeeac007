"""The order of the stages: from files to one publication in the store.

`gather` reads and describes files, `order` makes one report's product, `pool` does so side by side, `publish` builds,
ingests and removes.
"""
