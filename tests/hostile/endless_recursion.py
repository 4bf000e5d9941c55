# status: error  line: any  says: recursion
def deeper(n):
    return deeper(n + 1)


deeper(0)
