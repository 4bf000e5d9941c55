# status: error  line: 3  says:
few = 3
text = open("/etc/passwd").read()
