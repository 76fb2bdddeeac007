"""The HTTP side: what the command line says, said over HTTP."""
