"""Runs a command at a pseudo-terminal and answers it: reads a JSON object from standard input, writes one to standard output.

In:  {"command": [...], "cwd": "...", "env": {...}, "columns": 80, "rows": 24, "answers": [["text that is waited for", "keys"], ...]}
Out: {"status": 0, "screen": "all that was shown", "unanswered": 0}
"""

import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

PATIENCE = 40

job = json.load(sys.stdin)
child, terminal = pty.fork()
if child == 0:
    # The size has to stand before the command looks for it.
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", job["rows"], job["columns"], 0, 0))
    os.chdir(job["cwd"])
    os.execvpe(job["command"][0], job["command"], job["env"])

screen = b""
seen = 0
answers = job["answers"]
deadline = time.monotonic() + PATIENCE
while time.monotonic() < deadline:
    if answers:
        at = screen.find(answers[0][0].encode(), seen)
        if at >= 0:
            seen = at + len(answers[0][0].encode())
            os.write(terminal, answers.pop(0)[1].encode())
    ready, _, _ = select.select([terminal], [], [], 0.1)
    if not ready:
        continue
    try:
        piece = os.read(terminal, 65536)
    except OSError:
        break
    if not piece:
        break
    screen += piece
else:
    os.kill(child, signal.SIGKILL)

_, status = os.waitpid(child, 0)
json.dump(
    {
        "status": os.waitstatus_to_exitcode(status),
        "screen": screen.decode("utf-8", "replace"),
        "unanswered": len(answers),
    },
    sys.stdout,
)
