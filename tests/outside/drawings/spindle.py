import cadquery as cq

outside = [(0, 0), (30, 0), (30, 12), (18, 12), (18, 50), (14, 50), (14, 90), (0, 90)]
bore = [(0, 0), (10, 0), (10, 35), (6, 35), (6, 90), (0, 90)]
turned = lambda points: cq.Workplane("XZ").polyline(points).close().revolve(360, (0, 0), (0, 1))
result = turned(outside).cut(turned(bore)).rotate((0, 0, 0), (0, 1, 0), 90)
