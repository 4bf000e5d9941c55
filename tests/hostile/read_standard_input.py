# status: ok  line: none  says:
# prints: ''
import sys

print(repr(sys.stdin.read() if sys.stdin else ""))
