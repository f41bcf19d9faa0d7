"""`python -m rongqu` is the rongqu command."""

from rongqu.cli import main

if __name__ == "__main__":
    main()
