"""What became of a thing over the reports: metrics, programmes, bodies, awards, systems and laws."""
