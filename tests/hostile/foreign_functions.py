# status: error  line: 3  says: ctypes
few = 3
import ctypes

ctypes.string_at(0)
