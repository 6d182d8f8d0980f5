"""The first file of the frozen program: the same command as in a checkout."""

import multiprocessing

from intercoder.__main__ import main

multiprocessing.freeze_support()  # a regular expression is searched for in a process of its own
main()
