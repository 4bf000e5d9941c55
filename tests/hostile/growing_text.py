# status: limit  line: any  says: memory
texts = []
while True:
    texts.append("x" * 1_000_000)
