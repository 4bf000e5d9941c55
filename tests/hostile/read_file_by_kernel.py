# status: error  line: 4  says:
import cadquery as cq

part = cq.importers.importStep("/etc/passwd")
