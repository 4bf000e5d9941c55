# status: limit  line: 3  says: memory
few = 3
numbers = list(range(10**10))
