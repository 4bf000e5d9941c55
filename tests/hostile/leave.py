# status: ok,error  line: any  says:
import sys

sys.exit(7)
