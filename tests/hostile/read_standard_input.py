# status: ok,error  line: any  says:
import sys

print(repr(sys.stdin.read() if sys.stdin else ""))
