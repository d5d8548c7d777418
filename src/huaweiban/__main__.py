"""`python -m huaweiban` is the command."""

from huaweiban.cli import main

if __name__ == "__main__":
    main()
