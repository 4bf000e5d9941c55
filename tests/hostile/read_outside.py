# status: error  line: 9  says: was not found
import cadquery as cq

for name in ("/etc/hostname.step", "../secret.dxf", "~/part.brep", "file:///etc/passwd", "/proc/self/mem"):
    try:
        cq.importers.importShape("DXF" if name.endswith("dxf") else "BREP", name)
    except (ValueError, OSError):
        continue
cq.Assembly.load("/etc/passwd", importType="STEP")
