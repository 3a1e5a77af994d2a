"""Runs a command and prints as JSON what it took.

Usage: python3 -I -S measure.py COMMAND ARGUMENT…

It is a process of its own, and imports next to nothing, because the most memory that the system counts
for a command includes what its parent held when it was started: about 8 MB here.
"""

import os
import sys
import time

command = sys.argv[1:]
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
start = time.perf_counter()
child = os.posix_spawn(command[0], command, os.environ, file_actions=quiet)
_, status, usage = os.wait4(child, 0)
wall = time.perf_counter() - start
cpu = usage.ru_utime + usage.ru_stime
print(f'{{"cpu": {cpu}, "wall": {wall}, "memory": {usage.ru_maxrss * 1024}}}')
sys.exit(os.waitstatus_to_exitcode(status))
