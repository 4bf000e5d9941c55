# status: limit  line: 3  says: memory
texts = []
while True:
    texts.append("x" * 1_000_000)
