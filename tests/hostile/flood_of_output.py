# status: limit  line: 3  says: printed more
while True:
    print("x" * 10_000)
