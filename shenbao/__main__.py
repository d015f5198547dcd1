"""python -m shenbao: the command where its folder is not on the PATH."""

from shenbao.cli import main

main()
