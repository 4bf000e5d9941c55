# status: timeout  line: 3  says: did not finish within 1 s
few = 3
total = sum(range(10**10))
