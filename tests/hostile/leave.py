# status: error  line: 4  says: SystemExit
import sys

sys.exit(7)
