"""What does `python -m graphsvc` do? The same as the command `graphsvc`."""

from graphsvc.cli import main

main()
