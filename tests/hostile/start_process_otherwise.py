# status: error  line: 3  says: subprocess
few = 3
import subprocess

subprocess.run(["touch", "/tmp/partwright-was-here"])
