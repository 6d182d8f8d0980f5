"""The first file of the frozen program: the same command as in a checkout."""

from intercoder.__main__ import main

main()
