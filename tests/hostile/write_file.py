# status: error  line: 3  says:
few = 3
open("/tmp/partwright-was-here", "w").write("x")
