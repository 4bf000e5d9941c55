# status: timeout,limit,ok  line: 3  says:
few = 3
number = 10 ** 10**8
