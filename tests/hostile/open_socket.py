# status: error  line: 3  says: socket
few = 3
import socket

socket.create_connection(("127.0.0.1", 22))
