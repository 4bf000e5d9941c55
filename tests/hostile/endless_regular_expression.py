# status: timeout  line: 4  says: did not finish within 1 s
import re

found = re.match(r"(a+)+$", "a" * 40 + "b")
