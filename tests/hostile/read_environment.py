# status: ok  line: none  says:
# prints: []
import os

print(sorted(getattr(os, "environ", {})))
