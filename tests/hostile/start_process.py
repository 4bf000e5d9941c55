# status: error  line: 3  says:
import os
os.system("touch /tmp/partwright-was-here")
