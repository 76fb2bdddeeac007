"""`python -m kg.cli`: the command line where the command `kg` is not on the path."""

from kg.cli import main

if __name__ == "__main__":
    main()
