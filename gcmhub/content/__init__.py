"""The curated content as YAML files: what lies where, reading, loading, dumping and checking it."""
