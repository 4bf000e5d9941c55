# status: limit  line: 3  says: memory
few = 3
numbers = [0] * 10**10
