# status: timeout  line: 2-6  says: did not finish within 1 s
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
